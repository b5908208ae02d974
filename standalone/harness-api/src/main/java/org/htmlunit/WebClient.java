package org.htmlunit;

import java.io.IOException;

public class WebClient implements AutoCloseable {
    public WebClientOptions getOptions() {
        throw new UnsupportedOperationException();
    }

    public <P extends Page> P getPage(WebRequest request) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

package org.htmlunit;

public class WebClient implements AutoCloseable {
    public WebClientOptions getOptions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

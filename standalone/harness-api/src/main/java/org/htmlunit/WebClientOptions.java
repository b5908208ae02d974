package org.htmlunit;

public class WebClientOptions {
    private WebClientOptions() {}

    public void setThrowExceptionOnFailingStatusCode(boolean enabled) {
        throw new UnsupportedOperationException();
    }

    public void setJavaScriptEnabled(boolean enabled) {
        throw new UnsupportedOperationException();
    }
}

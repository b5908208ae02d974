package org.htmlunit;

public class WebClientOptions {
    private WebClientOptions() {}

    public void setJavaScriptEnabled(boolean enabled) {
        throw new UnsupportedOperationException();
    }
}

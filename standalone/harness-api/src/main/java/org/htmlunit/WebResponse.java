package org.htmlunit;

public class WebResponse {
    private WebResponse() {}

    public int getStatusCode() {
        throw new UnsupportedOperationException();
    }

    public String getContentAsString() {
        throw new UnsupportedOperationException();
    }
}

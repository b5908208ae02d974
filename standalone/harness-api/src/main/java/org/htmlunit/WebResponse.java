package org.htmlunit;

public class WebResponse {
    private WebResponse() {}

    public String getContentAsString() {
        throw new UnsupportedOperationException();
    }
}

package org.htmlunit;

public class FailingHttpStatusCodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private FailingHttpStatusCodeException() {}

    public int getStatusCode() {
        throw new UnsupportedOperationException();
    }
}

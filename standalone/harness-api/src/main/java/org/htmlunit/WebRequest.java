package org.htmlunit;

import java.io.Serializable;
import java.net.URL;

public class WebRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    public WebRequest(URL url, HttpMethod submitMethod) {
        throw new UnsupportedOperationException();
    }
}

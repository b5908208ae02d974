package org.htmlunit.html;

import org.htmlunit.Page;
import org.htmlunit.WebResponse;

public class HtmlPage extends DomNode implements Page {
    private HtmlPage() {}

    @Override
    public WebResponse getWebResponse() {
        throw new UnsupportedOperationException();
    }

    public HtmlAnchor getAnchorByText(String text) {
        throw new UnsupportedOperationException();
    }
}

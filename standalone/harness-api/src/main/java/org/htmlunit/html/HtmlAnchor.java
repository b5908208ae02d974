package org.htmlunit.html;

public class HtmlAnchor extends DomNode {
    private HtmlAnchor() {}
}

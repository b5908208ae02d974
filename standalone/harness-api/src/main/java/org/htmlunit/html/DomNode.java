package org.htmlunit.html;

public abstract class DomNode {
    DomNode() {}

    public String asXml() {
        throw new UnsupportedOperationException();
    }

    public String asNormalizedText() {
        throw new UnsupportedOperationException();
    }

    public <N extends DomNode> N querySelector(String selectors) {
        throw new UnsupportedOperationException();
    }
}

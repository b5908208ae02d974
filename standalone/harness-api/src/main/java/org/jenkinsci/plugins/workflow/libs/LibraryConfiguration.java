package org.jenkinsci.plugins.workflow.libs;

public class LibraryConfiguration {
    public LibraryConfiguration(String name, LibraryRetriever retriever) {
        throw new UnsupportedOperationException();
    }

    public void setDefaultVersion(String defaultVersion) {
        throw new UnsupportedOperationException();
    }
}

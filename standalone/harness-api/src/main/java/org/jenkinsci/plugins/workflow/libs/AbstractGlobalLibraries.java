package org.jenkinsci.plugins.workflow.libs;

import java.util.List;
import jenkins.model.GlobalConfiguration;

public abstract class AbstractGlobalLibraries extends GlobalConfiguration {
    protected AbstractGlobalLibraries() {}

    public void setLibraries(List<LibraryConfiguration> libraries) {
        throw new UnsupportedOperationException();
    }
}

package org.jenkinsci.plugins.workflow.libs;

import edu.umd.cs.findbugs.annotations.NonNull;

public class GlobalUntrustedLibraries extends AbstractGlobalLibraries {
    @NonNull
    public static GlobalUntrustedLibraries get() {
        throw new UnsupportedOperationException();
    }
}

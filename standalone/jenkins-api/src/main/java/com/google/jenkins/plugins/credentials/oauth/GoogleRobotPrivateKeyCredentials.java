package com.google.jenkins.plugins.credentials.oauth;

import edu.umd.cs.findbugs.annotations.NonNull;

public final class GoogleRobotPrivateKeyCredentials extends GoogleRobotCredentials {
    private static final long serialVersionUID = 1L;

    private GoogleRobotPrivateKeyCredentials() {}

    @NonNull
    @Override
    public String getUsername() {
        throw new UnsupportedOperationException("The google-oauth plugin is not here.");
    }

    public ServiceAccountConfig getServiceAccountConfig() {
        throw new UnsupportedOperationException("The google-oauth plugin is not here.");
    }
}

package com.google.jenkins.plugins.credentials.oauth;

public final class GoogleRobotMetadataCredentials extends GoogleRobotCredentials {
    private static final long serialVersionUID = 1L;

    private GoogleRobotMetadataCredentials() {}

    @Override
    public String getUsername() {
        throw new UnsupportedOperationException("The google-oauth plugin is not here.");
    }
}

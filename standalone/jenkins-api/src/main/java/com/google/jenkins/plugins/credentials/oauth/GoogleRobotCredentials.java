package com.google.jenkins.plugins.credentials.oauth;

import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;

public abstract class GoogleRobotCredentials extends BaseStandardCredentials implements GoogleOAuth2Credentials {
    private static final long serialVersionUID = 1L;

    GoogleRobotCredentials() {
        super(null, null, null);
    }

    @Override
    public Secret getAccessToken(GoogleOAuth2ScopeRequirement requirement) {
        throw new UnsupportedOperationException("The google-oauth plugin is not here.");
    }

    public String getProjectId() {
        throw new UnsupportedOperationException("The google-oauth plugin is not here.");
    }
}

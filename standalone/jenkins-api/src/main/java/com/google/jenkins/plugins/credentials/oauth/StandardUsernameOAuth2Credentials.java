package com.google.jenkins.plugins.credentials.oauth;

import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;

public interface StandardUsernameOAuth2Credentials<T extends OAuth2ScopeRequirement>
        extends StandardUsernameCredentials, OAuth2Credentials<T> {}

package com.google.jenkins.plugins.credentials.oauth;

import com.cloudbees.plugins.credentials.Credentials;
import hudson.util.Secret;

public interface OAuth2Credentials<T extends OAuth2ScopeRequirement> extends Credentials {
    Secret getAccessToken(T requirement);
}

package com.google.jenkins.plugins.credentials.oauth;

public abstract class GoogleOAuth2ScopeRequirement extends OAuth2ScopeRequirement {
    private static final long serialVersionUID = 1L;
}

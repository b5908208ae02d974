package com.google.jenkins.plugins.credentials.oauth;

public interface GoogleOAuth2Credentials extends StandardUsernameOAuth2Credentials<GoogleOAuth2ScopeRequirement> {}

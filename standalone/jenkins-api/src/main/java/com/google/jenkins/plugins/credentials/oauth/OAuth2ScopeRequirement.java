package com.google.jenkins.plugins.credentials.oauth;

import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import java.util.Collection;

public abstract class OAuth2ScopeRequirement extends DomainRequirement {
    private static final long serialVersionUID = 1L;

    public abstract Collection<String> getScopes();
}

package com.google.jenkins.plugins.credentials.oauth;

import hudson.model.Describable;
import java.io.Serializable;
import java.security.PrivateKey;

public abstract class ServiceAccountConfig implements Describable<ServiceAccountConfig>, Serializable {
    private static final long serialVersionUID = 1L;

    public abstract String getAccountId();

    public abstract PrivateKey getPrivateKey();
}

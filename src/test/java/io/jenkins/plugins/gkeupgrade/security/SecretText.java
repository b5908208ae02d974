package io.jenkins.plugins.gkeupgrade.security;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** A secret text as a store of credentials would hold it. */
final class SecretText extends BaseStandardCredentials implements StringCredentials {
    private static final long serialVersionUID = 1L;

    SecretText(CredentialsScope scope, String id) {
        super(scope, id, "");
    }

    @Override
    public Secret getSecret() {
        return Secret.fromString("");
    }
}

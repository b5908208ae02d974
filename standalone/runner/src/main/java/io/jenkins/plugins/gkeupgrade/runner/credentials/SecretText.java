package io.jenkins.plugins.gkeupgrade.runner.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.gkeupgrade.runner.run.CredentialSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** A secret text. */
final class SecretText extends BaseStandardCredentials implements StringCredentials {
    private static final long serialVersionUID = 1L;

    private final transient CredentialSource source;

    SecretText(String id, CredentialSource source) {
        super(CredentialsScope.GLOBAL, id, null);
        this.source = source;
    }

    @Override
    public Secret getSecret() {
        try {
            return Secret.fromString(source.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.jenkins.plugins.gkeupgrade.runner.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import io.jenkins.plugins.gkeupgrade.runner.run.CredentialSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;

/** A secret file. */
final class SecretFile extends BaseStandardCredentials implements FileCredentials {
    private static final long serialVersionUID = 1L;

    private final transient CredentialSource source;

    SecretFile(String id, CredentialSource source) {
        super(CredentialsScope.GLOBAL, id, null);
        this.source = source;
    }

    @Override
    public String getFileName() {
        return getId();
    }

    @Override
    public InputStream getContent() throws IOException {
        return new ByteArrayInputStream(source.read());
    }
}

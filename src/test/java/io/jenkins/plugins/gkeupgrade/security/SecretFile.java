package io.jenkins.plugins.gkeupgrade.security;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;

/** A secret file as a store of credentials would hold it. */
final class SecretFile extends BaseStandardCredentials implements FileCredentials {
    private static final long serialVersionUID = 1L;

    SecretFile(CredentialsScope scope, String id) {
        super(scope, id, "");
    }

    @Override
    public String getFileName() {
        return "key.json";
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(new byte[0]);
    }
}

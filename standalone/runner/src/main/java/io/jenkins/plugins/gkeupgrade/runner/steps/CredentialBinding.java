package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.AbortException;
import hudson.model.Describable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How one credential becomes variables. */
public abstract class CredentialBinding implements Describable<CredentialBinding> {
    private final String credentialsId;

    protected CredentialBinding(String credentialsId) {
        this.credentialsId = credentialsId;
    }

    final String credentialsId() {
        return credentialsId;
    }

    /**
     * The variables for the secret.
     *
     * @param folder where secret files may be put; it is deleted after the block
     */
    abstract Map<String, String> bind(byte[] secret, Path folder) throws IOException;

    /** Which of the variables are to be masked in the console. */
    boolean isSecret(String variable) {
        return true;
    }

    static String text(byte[] secret) {
        return new String(secret, StandardCharsets.UTF_8).strip();
    }

    final String asFile(byte[] secret, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "secret", ".txt");
        Files.write(file, secret);
        return file.toString();
    }

    /** User name and password, from a secret of the form {@code user:password}. */
    final String[] userAndPassword(byte[] secret) throws AbortException {
        String[] parts = text(secret).split(":", 2);
        if (parts.length != 2) {
            throw new AbortException(
                    "The credential '" + credentialsId + "' must have the form user:password for this binding.");
        }
        return parts;
    }
}

package io.jenkins.plugins.gkeupgrade.runner.run;

import hudson.AbortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the secret behind a credentials id comes from on this machine. */
public sealed interface CredentialSource {
    /** The secret's bytes; an error names the place, never the secret. */
    byte[] read() throws IOException;

    /** Whether it is a secret file rather than a secret text. */
    boolean isFile();

    default String text() throws IOException {
        return new String(read(), StandardCharsets.UTF_8).strip();
    }

    /** {@code env:NAME} or the path of a file. */
    static CredentialSource parse(String text) {
        return text.startsWith("env:") ? new Variable(text.substring("env:".length())) : new OfFile(Path.of(text));
    }

    record OfFile(Path file) implements CredentialSource {
        @Override
        public boolean isFile() {
            return true;
        }

        @Override
        public byte[] read() throws IOException {
            if (!Files.isReadable(file)) {
                throw new AbortException("The credential file " + file + " cannot be read.");
            }
            return Files.readAllBytes(file);
        }
    }

    record Variable(String name) implements CredentialSource {
        @Override
        public boolean isFile() {
            return false;
        }

        @Override
        public byte[] read() throws IOException {
            String value = System.getenv(name);
            if (value == null) {
                throw new AbortException("The environment variable " + name + " of a credential is not set.");
            }
            return value.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A file that is made up here; its text is in no {@code toString}. */
    final class MadeFile implements CredentialSource {
        private final String text;

        public MadeFile(String text) {
            this.text = text;
        }

        @Override
        public boolean isFile() {
            return true;
        }

        @Override
        public byte[] read() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}

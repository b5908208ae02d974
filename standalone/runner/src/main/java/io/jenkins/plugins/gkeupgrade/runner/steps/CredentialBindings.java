package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.model.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The kinds of bindings, named as in Jenkins so that {@code $class} finds them too. */
public final class CredentialBindings {
    private CredentialBindings() {}

    /** {@code string(credentialsId: '...', variable: 'X')}. */
    public static final class StringBinding extends CredentialBinding {
        private final String variable;

        @DataBoundConstructor
        public StringBinding(String variable, String credentialsId) {
            super(credentialsId);
            this.variable = variable;
        }

        @Override
        Map<String, String> bind(byte[] secret, Path folder) {
            return Map.of(variable, text(secret));
        }

        @Extension
        @Symbol("string")
        public static final class DescriptorImpl extends Descriptor<CredentialBinding> {}
    }

    /** {@code file(credentialsId: '...', variable: 'X')}: the variable is the path of a file with the secret. */
    public static final class FileBinding extends CredentialBinding {
        private final String variable;

        @DataBoundConstructor
        public FileBinding(String variable, String credentialsId) {
            super(credentialsId);
            this.variable = variable;
        }

        @Override
        Map<String, String> bind(byte[] secret, Path folder) throws IOException {
            return Map.of(variable, asFile(secret, folder));
        }

        @Extension
        @Symbol("file")
        public static final class DescriptorImpl extends Descriptor<CredentialBinding> {}
    }

    /** {@code usernamePassword(credentialsId: '...', usernameVariable: 'U', passwordVariable: 'P')}. */
    public static final class UsernamePasswordMultiBinding extends CredentialBinding {
        private final String usernameVariable;
        private final String passwordVariable;

        @DataBoundConstructor
        public UsernamePasswordMultiBinding(String usernameVariable, String passwordVariable, String credentialsId) {
            super(credentialsId);
            this.usernameVariable = usernameVariable;
            this.passwordVariable = passwordVariable;
        }

        @Override
        Map<String, String> bind(byte[] secret, Path folder) throws IOException {
            String[] parts = userAndPassword(secret);
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put(usernameVariable, parts[0]);
            variables.put(passwordVariable, parts[1]);
            return variables;
        }

        @Override
        boolean isSecret(String variable) {
            return variable.equals(passwordVariable);
        }

        @Extension
        @Symbol("usernamePassword")
        public static final class DescriptorImpl extends Descriptor<CredentialBinding> {}
    }

    /** {@code usernameColonPassword(credentialsId: '...', variable: 'X')}. */
    public static final class UsernamePasswordBinding extends CredentialBinding {
        private final String variable;

        @DataBoundConstructor
        public UsernamePasswordBinding(String variable, String credentialsId) {
            super(credentialsId);
            this.variable = variable;
        }

        @Override
        Map<String, String> bind(byte[] secret, Path folder) throws IOException {
            return Map.of(variable, String.join(":", userAndPassword(secret)));
        }

        @Extension
        @Symbol("usernameColonPassword")
        public static final class DescriptorImpl extends Descriptor<CredentialBinding> {}
    }

    /**
     * {@code X = credentials('...')} in an environment section. Jenkins knows the kind of a credential; here one line is
     * taken for a text, with its two halves when it has the form user:password, and several lines for a file.
     */
    public static final class EnvironmentCredential extends CredentialBinding {
        private String variable;

        @DataBoundConstructor
        public EnvironmentCredential(String credentialsId) {
            super(credentialsId);
        }

        @DataBoundSetter
        public void setVariable(String variable) {
            this.variable = variable;
        }

        @Override
        Map<String, String> bind(byte[] secret, Path folder) throws IOException {
            Map<String, String> variables = new LinkedHashMap<>();
            if (text(secret).lines().count() > 1) {
                variables.put(variable, asFile(secret, folder));
                return variables;
            }
            variables.put(variable, text(secret));
            String[] parts = text(secret).split(":", 2);
            if (parts.length == 2) {
                variables.put(variable + "_USR", parts[0]);
                variables.put(variable + "_PSW", parts[1]);
            }
            return variables;
        }

        @Override
        boolean isSecret(String name) {
            return !name.endsWith("_USR");
        }

        @Extension
        @Symbol("environmentCredential")
        public static final class DescriptorImpl extends Descriptor<CredentialBinding> {}
    }
}

package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import io.jenkins.plugins.gkeupgrade.runner.run.CredentialSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withCredentials([string(...), file(...)]) { }}, with secrets named on the command line. */
public final class WithCredentialsStep extends BuiltInStep {
    private final List<CredentialBinding> bindings;

    @DataBoundConstructor
    public WithCredentialsStep(List<CredentialBinding> bindings) {
        this.bindings = bindings == null ? List.of() : List.copyOf(bindings);
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        Path secrets = null;
        try {
            Map<String, String> variables = new LinkedHashMap<>();
            List<String> masked = new ArrayList<>();
            secrets = Files.createTempDirectory("secrets");
            for (CredentialBinding binding : bindings) {
                binding.bind(secretOf(binding, call), secrets).forEach((name, value) -> {
                    variables.put(name, value);
                    if (binding.isSecret(name)) {
                        call.execution().console().keepSecret(value);
                        masked.add("$" + name);
                    }
                });
            }
            call.listener().getLogger().println("Masking supported pattern matches of " + String.join(" or ", masked));
            return call.runBody(null, List.of(), variables);
        } finally {
            if (secrets != null) {
                Folders.delete(secrets);
            }
        }
    }

    private static byte[] secretOf(CredentialBinding binding, RunningCall call) throws IOException {
        String id = binding.credentialsId();
        CredentialSource source =
                call.execution().run().settings().credentials().get(id);
        if (source == null) {
            throw new AbortException("Could not find credentials entry with ID '" + id + "'; give it with --credential "
                    + id + "=FILE or --credential " + id + "=env:NAME.");
        }
        byte[] secret = source.read();
        call.execution().console().keepSecret(new String(secret, StandardCharsets.UTF_8));
        return secret;
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("withCredentials", TaskListener.class);
        }
    }
}

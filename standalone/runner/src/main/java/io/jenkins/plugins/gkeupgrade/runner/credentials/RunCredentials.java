package io.jenkins.plugins.gkeupgrade.runner.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.ItemGroup;
import io.jenkins.plugins.gkeupgrade.runner.run.CredentialSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.core.Authentication;

/** Gives the plugin's steps the credentials that were named on the command line, and those of an emulated world. */
@Extension
public final class RunCredentials extends CredentialsProvider {
    private final Map<String, CredentialSource> sources = new ConcurrentHashMap<>();

    public static RunCredentials get() {
        return ExtensionList.lookup(CredentialsProvider.class).get(RunCredentials.class);
    }

    /** Adds credentials; one of the same id is replaced. */
    public void add(Map<String, CredentialSource> more) {
        sources.putAll(more);
    }

    public boolean has(String id) {
        return sources.containsKey(id);
    }

    @NonNull
    @Override
    @SuppressWarnings("rawtypes")
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            @NonNull Class<C> type,
            ItemGroup itemGroup,
            Authentication authentication,
            @NonNull List<DomainRequirement> domainRequirements) {
        List<C> found = new ArrayList<>();
        sources.forEach((id, source) -> {
            Credentials credentials = source.isFile() ? new SecretFile(id, source) : new SecretText(id, source);
            if (type.isInstance(credentials)) {
                found.add(type.cast(credentials));
            }
        });
        return found;
    }
}

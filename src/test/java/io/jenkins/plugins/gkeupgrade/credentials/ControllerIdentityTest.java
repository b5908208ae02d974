package io.jenkins.plugins.gkeupgrade.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.ExtensionList;
import hudson.model.ItemGroup;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.steps.FakeBuild;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.Authentication;

/** A folder's own credentials do not make its jobs the controller, whose tokens a federation configuration points to. */
@Tag("standalone") // A real controller keeps credentials in stores of its own.
class ControllerIdentityTest {
    private static final String FEDERATION =
            KeyFiles.federation("https://sts.googleapis.com/v1/token", "{\"file\": \"/var/run/secrets/token\"}");

    private final Stores stores = new Stores();

    /** Credentials of one folder and of the controller, whose own jobs see the latter as well. */
    private static final class Stores extends CredentialsProvider {
        private final List<SecretFile> folder = new ArrayList<>();
        private final List<SecretFile> controller = new ArrayList<>();

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type,
                @SuppressWarnings("rawtypes") ItemGroup group,
                Authentication who,
                List<DomainRequirement> requirements) {
            List<SecretFile> seen = new ArrayList<>(group == null ? List.of() : folder);
            seen.addAll(controller);
            return seen.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    private static final class SecretFile extends BaseStandardCredentials implements FileCredentials {
        private static final long serialVersionUID = 1L;

        private final String text;

        private SecretFile(CredentialsScope scope, String text) {
            super(scope, "wif", "");
            this.text = text;
        }

        @Override
        public String getFileName() {
            return "wif.json";
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(KeyFiles.bytes(text));
        }
    }

    @BeforeEach
    void open() {
        ExtensionList.lookup(CredentialsProvider.class).add(0, stores);
    }

    @AfterEach
    void close() {
        ExtensionList.lookup(CredentialsProvider.class).remove(stores);
    }

    private static FakeBuild build() {
        ItemGroup<?> folder = (ItemGroup<?>) Proxy.newProxyInstance(
                ControllerIdentityTest.class.getClassLoader(),
                new Class<?>[] {ItemGroup.class},
                (proxy, method, arguments) -> null);
        return new FakeBuild(folder);
    }

    private static String refusal() {
        return assertThrows(Failed.class, () -> CredentialsLookup.in(build()).google("wif"))
                .getMessage();
    }

    private static String who(CredentialsLookup lookup) {
        return lookup.google("wif").toString();
    }

    @Test
    void aFoldersFederationIsNotTheControllers() {
        stores.folder.add(new SecretFile(CredentialsScope.GLOBAL, FEDERATION));
        assertEquals(
                "credentialsId: 'wif' (service account deployer@shop.iam.gserviceaccount.com by Workload Identity"
                        + " Federation) works by the controller's own identity, which credentials of a folder or a user"
                        + " may not: ask an administrator to keep the same credentials under this id among the"
                        + " controller's global ones, or to let jobs use that identity (allowControllerIdentity).",
                refusal());
        assertTrue(who(CredentialsLookup.in(build(), true)).endsWith("by Workload Identity Federation"));
    }

    @Test
    void theControllersOwnIsForAllJobs() {
        stores.controller.add(new SecretFile(CredentialsScope.GLOBAL, FEDERATION));
        assertTrue(who(CredentialsLookup.in(build())).endsWith("by Workload Identity Federation"));
        assertTrue(who(CredentialsLookup.ofController()).endsWith("by Workload Identity Federation"));
    }

    @Test
    void aFoldersCopyOfTheControllersOwnIsTheSame() {
        stores.controller.add(new SecretFile(CredentialsScope.GLOBAL, FEDERATION));
        stores.folder.add(new SecretFile(CredentialsScope.GLOBAL, FEDERATION));
        assertTrue(who(CredentialsLookup.in(build())).endsWith("by Workload Identity Federation"));
    }

    @Test
    void theNameOfTheControllersOwnDoesNotHelp() {
        stores.controller.add(new SecretFile(CredentialsScope.GLOBAL, FEDERATION.replace("/providers/", "/other/")));
        stores.folder.add(new SecretFile(CredentialsScope.GLOBAL, FEDERATION));
        assertTrue(refusal().contains("works by the controller's own identity"));
    }

    @Test
    void whatIsForTheSystemAloneIsForNoJob() {
        stores.controller.add(new SecretFile(CredentialsScope.SYSTEM, FEDERATION));
        assertTrue(refusal().contains("works by the controller's own identity"));
        assertTrue(who(CredentialsLookup.ofController()).endsWith("by Workload Identity Federation"));
    }

    @Test
    void aFoldersKeyIsItsOwn() throws Exception {
        stores.folder.add(new SecretFile(
                CredentialsScope.GLOBAL, KeyFiles.serviceAccount("https://oauth2.googleapis.com/token")));
        assertEquals("service account deployer@shop.iam.gserviceaccount.com", who(CredentialsLookup.in(build())));
    }
}

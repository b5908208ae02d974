package io.jenkins.plugins.gkeupgrade.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.credentials.Loopback;
import io.jenkins.plugins.gkeupgrade.security.WebMethods.Endpoint;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Who may ask our web methods for what. A method of a kind that is not known here fails: it wants a rule of its own. */
@Tag("standalone") // A real controller has an authorization strategy of its own; see FormPermissionsTest for that.
class WebMethodsTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final String SECRET_ID = "id-of-a-secret";
    private static final String CLUSTER = "name-of-a-cluster";

    private final SomeCredentials provider = new SomeCredentials();

    /** Any secret text and file is on offer. */
    private static final class SomeCredentials extends CredentialsProvider {
        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type,
                @SuppressWarnings("rawtypes") ItemGroup group,
                Authentication who,
                List<DomainRequirement> requirements) {
            return Stream.of(
                            new SecretFile(CredentialsScope.GLOBAL, SECRET_ID + "-file"),
                            new SecretText(CredentialsScope.GLOBAL, SECRET_ID + "-text"))
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }
    }

    @BeforeEach
    void aControllerWithPeopleSecretsAndClusters() {
        ExtensionList.lookup(CredentialsProvider.class).add(0, provider);
        GkeUpgradeConfiguration.get()
                .setClusters(List.of(new NamedCluster(CLUSTER, "acme-shop", "europe-west1", "shop")));
        Jenkins.get().setAuthorizationStrategy(People.usual());
    }

    @AfterEach
    void asBefore() {
        Jenkins.get().setAuthorizationStrategy(null);
        GkeUpgradeConfiguration.get().setClusters(List.of());
        ExtensionList.lookup(CredentialsProvider.class).remove(provider);
        System.clearProperty(Loopback.PROPERTY);
    }

    static List<Endpoint> all() {
        return WebMethods.all();
    }

    static Stream<Endpoint> checks() {
        return all().stream().filter(endpoint -> endpoint.name().startsWith("doCheck"));
    }

    static Stream<Endpoint> fills() {
        return all().stream().filter(endpoint -> endpoint.name().startsWith("doFill"));
    }

    static Stream<Endpoint> tests() {
        return all().stream().filter(endpoint -> endpoint.name().startsWith("doTest"));
    }

    @Test
    void thereAreSome() {
        assertTrue(checks().count() > 20 && fills().count() > 5 && tests().count() > 0, all().toString());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isPostedAndOfAKnownKind(Endpoint endpoint) {
        assertTrue(endpoint.method().isAnnotationPresent(POST.class), endpoint + " must be POST");
        if (!endpoint.name().matches("do(Check|Fill|Test)[A-Z].*")) {
            fail(endpoint + " is of no known kind: say here who may call it");
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void complainsToThoseOnlyWhoMayConfigure(Endpoint endpoint) throws Throwable {
        for (Item item : places(endpoint)) {
            for (String who : People.ALL) {
                FormValidation told = (FormValidation) as(who, endpoint, item, HOSTILE);
                if (!mayConfigure(who, item)) {
                    assertEquals(FormValidation.Kind.OK, told.kind, who + " is told " + told.getMessage());
                    assertNull(told.getMessage(), who);
                }
                assertFalse(told.renderHtml().contains("<img"), told.renderHtml());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void answersARequestWithoutParameters(Endpoint endpoint) throws Throwable {
        for (Item item : places(endpoint)) {
            assertNotNull(as(People.ADMIN, endpoint, item, null), endpoint::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void complainsAtAll(Endpoint endpoint) throws Throwable {
        // A query may be any text, but not none.
        String wrong = endpoint.name().equals("doCheckQuery") ? " " : HOSTILE;
        FormValidation told = (FormValidation) as(People.ADMIN, endpoint, null, wrong);
        assertEquals(FormValidation.Kind.ERROR, told.kind, endpoint + " takes anything");
    }

    @ParameterizedTest
    @MethodSource("fills")
    void offersNamesToThoseOnlyWhoMayConfigure(Endpoint endpoint) throws Throwable {
        for (Item item : places(endpoint)) {
            for (String who : People.ALL) {
                String offered = texts(as(who, endpoint, item, "chosen")).toString();
                if (!mayConfigure(who, item)) {
                    assertFalse(offered.contains(SECRET_ID) || offered.contains(CLUSTER), who + " sees " + offered);
                } else if (endpoint.name().contains("Credentials")) {
                    assertTrue(offered.contains(SECRET_ID), who + " sees " + offered);
                } else if (endpoint.name().contains("Cluster")) {
                    assertTrue(offered.contains(CLUSTER), who + " sees " + offered);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void onlyAdministratorsHaveTheControllerConnect(Endpoint endpoint) throws Throwable {
        for (String who : List.of(People.ANONYMOUS, People.READER, People.CONFIGURER)) {
            assertThrows(AccessDeniedException.class, () -> as(who, endpoint, null, HOSTILE), who);
        }
        FormValidation told = assertInstanceOf(FormValidation.class, as(People.ADMIN, endpoint, null, HOSTILE));
        assertFalse(told.renderHtml().contains("<img"), told.renderHtml());
    }

    /** Typing an address into a form must not make the controller knock there, whoever types. */
    @Test
    void noCheckAndNoListConnectsAnywhere() throws Throwable {
        System.setProperty(Loopback.PROPERTY, "true");
        try (ServerSocket host = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + host.getLocalPort();
            for (Endpoint endpoint : Stream.concat(checks(), fills()).toList()) {
                as(People.ADMIN, endpoint, null, address);
            }
            host.setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, host::accept);
        }
    }

    private static Object as(String who, Endpoint endpoint, Item item, String text) throws Throwable {
        return People.as(who, () -> endpoint.call(item, text));
    }

    /** On the controller's own pages, and in a job for methods that know of jobs. */
    private static List<Item> places(Endpoint endpoint) {
        List<Item> places = new ArrayList<>();
        places.add(null);
        if (endpoint.knowsItem()) {
            places.add(People.job());
        }
        return places;
    }

    private static boolean mayConfigure(String who, Item item) {
        return who.equals(People.ADMIN) || who.equals(People.CONFIGURER) && item != null;
    }

    private static List<String> texts(Object options) {
        return ((Collection<?>) options)
                .stream()
                        .map(option -> option instanceof ListBoxModel.Option one ? one.value : option.toString())
                        .toList();
    }
}

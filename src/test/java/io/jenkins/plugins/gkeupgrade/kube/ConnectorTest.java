package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesAccess.ClientCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class ConnectorTest {
    private static final Set<ResourceKind> NODES = Set.of(ResourceKind.NODES);

    private final KubernetesConnector connector = new KubernetesConnector(EmulatedCluster.FAST);

    private static String refusal(Runnable connect) {
        return assertThrows(IllegalArgumentException.class, connect::run).getMessage();
    }

    @Test
    void onlyTheClustersOwnAuthorityIsTrusted() throws Exception {
        HeldCertificate another =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        try (EmulatedCluster cluster = new EmulatedCluster();
                KubernetesConnection connection = connector.connect(new KubernetesAccess(
                        cluster.emulator.url(), another.certificatePem(), () -> EmulatedCluster.TOKEN));
                KubernetesConnection publicOnly = connector.connect(
                        new KubernetesAccess(cluster.emulator.url(), "", () -> EmulatedCluster.TOKEN))) {
            String message = assertThrows(
                            Failed.class, () -> connection.workloads().view(NODES, ""))
                    .getMessage();
            assertTrue(message.contains("is not trusted: check the CA certificate of the cluster"), message);
            assertThrows(Failed.class, () -> publicOnly.workloads().view(NODES, ""));
            assertEquals(0, cluster.emulator.requests().all().size(), "no token went out");
        }
    }

    @Test
    void theServersNameIsVerified() throws Exception {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate elsewhere = new HeldCertificate.Builder()
                .addSubjectAlternativeName("elsewhere.example")
                .signedBy(authority)
                .build();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(elsewhere)
                .build()
                .sslContext()));
        server.start();
        KubernetesAccess access = new KubernetesAccess(
                "https://127.0.0.1:" + server.getAddress().getPort(), authority.certificatePem(), () -> "t");
        try (KubernetesConnection connection = connector.connect(access)) {
            String message = assertThrows(
                            Failed.class, () -> connection.workloads().view(NODES, ""))
                    .getMessage();
            assertTrue(message.contains("is not trusted"), message);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void plaintextIsRefused() {
        for (String url : new String[] {"http://10.0.0.1", "http://127.0.0.1:8080", "ftp://x", "10.0.0.1"}) {
            String message =
                    refusal(() -> connector.connect(new KubernetesAccess(url, "", () -> EmulatedCluster.TOKEN)));
            assertTrue(message.contains("begins with https://"), message);
        }
        System.setProperty(KubernetesConnector.PLAINTEXT_PROPERTY, "true");
        try {
            connector
                    .connect(new KubernetesAccess("http://127.0.0.1:8080", "", () -> "t"))
                    .close();
            refusal(() -> connector.connect(new KubernetesAccess("http://10.0.0.1", "", () -> "t")));
        } finally {
            System.clearProperty(KubernetesConnector.PLAINTEXT_PROPERTY);
        }
    }

    @Test
    void aTokenIsAskedForAnewWhenTheOldOneIsRefused() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            AtomicInteger asked = new AtomicInteger();
            KubernetesAccess access = new KubernetesAccess(
                    cluster.emulator.url(),
                    cluster.emulator.caPem(),
                    () -> asked.getAndIncrement() == 0 ? "expired" : EmulatedCluster.TOKEN);
            try (KubernetesConnection connection = connector.connect(access)) {
                assertTrue(connection
                        .workloads()
                        .view(NODES, "")
                        .list(ResourceKind.NODES)
                        .isEmpty());
            }
        }
    }

    @Test
    void aTokenThatCannotBeHadIsTold() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            KubernetesAccess access = new KubernetesAccess(cluster.emulator.url(), cluster.emulator.caPem(), () -> {
                throw new Failed("The key of the service account was deleted.");
            });
            try (KubernetesConnection connection = connector.connect(access)) {
                String message = assertThrows(
                                Failed.class, () -> connection.workloads().view(NODES, ""))
                        .getMessage();
                assertEquals("The key of the service account was deleted.", message);
            }
        }
    }

    /** With its log at the finest, fabric8 would write down each request with its headers. */
    @Test
    void theTokenIsInNoLog() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.setLevel(Level.ALL);
        Logger fabric8 = Logger.getLogger("io.fabric8");
        fabric8.setLevel(Level.ALL);
        fabric8.addHandler(log);
        try (EmulatedCluster cluster = new EmulatedCluster();
                KubernetesConnection connection =
                        connector.connect(Kubeconfig.parse(cluster.emulator.kubeconfig(EmulatedCluster.TOKEN)))) {
            connection.workloads().view(NODES, "");
            cluster.emulator.acceptToken("another");
            assertThrows(StageException.class, () -> connection.workloads().missing(Right.OF_RETIRING));
        } finally {
            fabric8.removeHandler(log);
            fabric8.setLevel(null);
        }
        assertFalse(lines.toString().contains(EmulatedCluster.TOKEN), lines::toString);
    }

    @Test
    void kubeconfigsWithTokensAndCertificatesWork() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster();
                KubernetesConnection connection =
                        connector.connect(Kubeconfig.parse(cluster.emulator.kubeconfig(EmulatedCluster.TOKEN)))) {
            assertTrue(connection
                    .workloads()
                    .view(NODES, "")
                    .list(ResourceKind.NODES)
                    .isEmpty());
        }
        for (HeldCertificate key : new HeldCertificate[] {
            new HeldCertificate.Builder().ecdsa256().build(),
            new HeldCertificate.Builder().rsa2048().build()
        }) {
            ClientCertificate certificate = new ClientCertificate(key.certificatePem(), key.privateKeyPkcs8Pem());
            connector
                    .connect(new KubernetesAccess("https://127.0.0.1:1", "", null, certificate))
                    .close();
        }
    }

    @Test
    void kubeconfigsThatWouldRunOrReadSomethingHereAreRefused() {
        String secret = "hunter2-secret";
        String template = "apiVersion: v1\nkind: Config\ncurrent-context: c\n"
                + "contexts: [{name: c, context: {cluster: c, user: u}}]\n"
                + "clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'%s}}]\n"
                + "users: [{name: u, user: {%s}}]\n";
        String[][] bad = {
            {", insecure-skip-tls-verify: true", "token: " + secret, "insecure-skip-tls-verify"},
            {", certificate-authority: /etc/passwd", "token: " + secret, "'certificate-authority'"},
            {"", "exec: {apiVersion: client.authentication.k8s.io/v1, command: rm}", "exec"},
            {"", "auth-provider: {name: gcp}", "auth-provider"},
            {"", "tokenFile: /etc/passwd", "tokenFile"},
            {"", "client-key: /etc/passwd", "client-key"},
            {"", "username: u, password: " + secret, "username"},
            {", proxy-url: 'http://10.0.0.1:3128'", "token: " + secret, "proxy-url"},
            {", tls-server-name: elsewhere", "token: " + secret, "tls-server-name"},
            {"", "token: " + secret + ", as: somebody", "'as'"},
            {"", "token: " + secret + ", as-groups: ['system:masters']", "'as'"},
            {"", "token: '" + secret + " of two words'", "spaces"},
            {"", "token: \"" + secret + "\\nof two lines\"", "line breaks"},
            {"", "", "neither token nor"},
        };
        for (String[] one : bad) {
            String message = refusal(() -> Kubeconfig.parse(String.format(template, one[0], one[1])));
            assertTrue(message.contains(one[2]), message);
            assertFalse(message.contains(secret), message);
        }
        assertEquals(
                "The kubeconfig uses 'exec', which would run a program on the controller: give a token or a client"
                        + " certificate instead.",
                refusal(() ->
                        Kubeconfig.parse(String.format(template, "", "exec: {command: gke-gcloud-auth-plugin}"))));
        assertFalse(refusal(() -> Kubeconfig.parse("{: " + secret)).contains(secret));
        refusal(() -> Kubeconfig.parse(""));
    }

    @Test
    void kubeconfigsWithHolesAreToldInASentence() {
        for (String[] one : new String[][] {
            {"apiVersion: v1\nkind: Config\n", "has no current-context"},
            {"current-context: c\n", "has no context named 'c'"},
            {"current-context: c\ncontexts: [{name: c}]\n", "has no context named 'c'"},
            {"current-context: c\ncontexts: [{name: c, context: {}}]\n", "has no cluster named"},
            {
                "current-context: c\ncontexts: [{name: c, context: {cluster: c, user: u}}]\nclusters: [{name: c}]\n",
                "has no cluster named 'c'"
            },
            {
                "current-context: c\ncontexts: [{name: c, context: {cluster: c, user: u}}]\n"
                        + "clusters: [{name: c, cluster: {}}]\nusers: [{name: u, user: {token: t}}]\n",
                "has no server"
            },
        }) {
            String message = refusal(() -> Kubeconfig.parse(one[0]));
            assertTrue(message.startsWith("The kubeconfig ") && message.contains(one[1]), message);
        }
    }

    /** Parsers like to quote what they could not read. */
    @Test
    void aBrokenKeyIsNotQuoted() {
        String secret = "hunter2secret";
        HeldCertificate key = new HeldCertificate.Builder().ecdsa256().build();
        for (String begin : new String[] {"EC PRIVATE KEY", "RSA PRIVATE KEY", "PRIVATE KEY"}) {
            String pem = "-----BEGIN " + begin + "-----\n" + secret + "\n-----END " + begin + "-----\n";
            KubernetesAccess access = new KubernetesAccess(
                    "https://127.0.0.1:1", "", null, new ClientCertificate(key.certificatePem(), pem));
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> connector.connect(access));
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                assertFalse(String.valueOf(cause.getMessage()).contains(secret), cause.toString());
            }
        }
    }

    @Test
    void secretsAreNotPrinted() throws Exception {
        ClientCertificate certificate = new ClientCertificate("cert", "PRIVATE KEY");
        KubernetesAccess access = new KubernetesAccess("https://10.0.0.1", "", null, certificate);
        assertEquals("https://10.0.0.1", access.toString());
        assertEquals("a client certificate", certificate.toString());
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            assertEquals("connection to " + cluster.emulator.url(), cluster.connection.toString());
        }
    }
}

package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.PluginWrapper;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.gcp.GkeAddress;
import io.jenkins.plugins.gkeupgrade.steps.EmulatedShop;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller in a process of its own, where every plugin has a class loader. Other tests on a controller have all
 * classes in one, and would not notice that a library is missing, hidden by another or out of another's sight.
 */
class OwnClassLoaderTest {
    /** One class each of gRPC, its transport, protobuf, Google's client and its credentials. */
    private static final String[] BUNDLED = {
        "io.grpc.ManagedChannel",
        "io.grpc.netty.shaded.io.grpc.netty.NettyChannelProvider",
        "com.google.protobuf.Message",
        "com.google.cloud.container.v1.ClusterManagerClient",
        "com.google.auth.oauth2.GoogleCredentials",
    };

    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-D" + GkeAddress.PLAINTEXT_PROPERTY + "=true");

    /**
     * What the controller's process answered.
     *
     * @param plugins the plugin of each of the classes that ours sees, or what is in the way
     * @param test what the Test button said
     */
    private record Answer(Map<String, String> plugins, String test) implements Serializable {}

    /** Presses the Test button, which calls the GKE API as every step does, and looks whose classes did it. */
    private record PressTest(String project, String location, String cluster, String gkeApiEndpoint)
            implements RealJenkinsExtension.Step2<Answer> {
        @Override
        public Answer run(JenkinsRule r) {
            String told = r.jenkins
                    .getDescriptorByType(NamedCluster.DescriptorImpl.class)
                    .doTestConnection("shop", project, location, cluster, "", "", gkeApiEndpoint, "", "", "")
                    .getMessage();
            Map<String, String> plugins = new TreeMap<>();
            for (String name : BUNDLED) {
                plugins.put(name, pluginOf(r.jenkins, name));
            }
            return new Answer(plugins, told);
        }

        private static String pluginOf(Jenkins jenkins, String name) {
            try {
                PluginWrapper found = jenkins.getPluginManager()
                        .whichPlugin(Class.forName(name, false, NamedCluster.class.getClassLoader()));
                return found == null ? "none" : found.getShortName();
            } catch (ClassNotFoundException e) {
                return e.toString();
            }
        }
    }

    @Test
    void theGkeApiIsCalledWithThePluginsOwnGrpc() throws Throwable {
        try (EmulatedShop shop = new EmulatedShop(Path.of("samples", "shop"))) {
            NamedCluster served = shop.configuration();
            Answer answer = controller.then(new PressTest(
                    served.getProject(), served.getLocation(), served.getCluster(), served.getGkeApiEndpoint()));
            assertTrue(answer.test().contains("GKE: control plane " + EmulatedShop.OLD + ", RUNNING"), answer::test);
            Map<String, String> expected = new TreeMap<>();
            for (String name : BUNDLED) {
                expected.put(name, "gke-opt-in-upgrade");
            }
            assertEquals(expected, answer.plugins());
        }
    }
}

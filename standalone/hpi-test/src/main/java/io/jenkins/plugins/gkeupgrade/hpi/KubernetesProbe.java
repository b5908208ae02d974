package io.jenkins.plugins.gkeupgrade.hpi;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.util.function.UnaryOperator;

/** Reads a Deployment's namespace from a Kubernetes API server. */
public final class KubernetesProbe implements UnaryOperator<String> {
    @Override
    public String apply(String master) {
        Config config = Config.empty();
        config.setMasterUrl(master);
        // The builder looks for the client's implementation in the context class loader first.
        Thread.currentThread().setContextClassLoader(KubernetesProbe.class.getClassLoader());
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build()) {
            return client.apps()
                    .deployments()
                    .inNamespace("shop")
                    .withName("cart")
                    .get()
                    .getMetadata()
                    .getUid();
        }
    }
}

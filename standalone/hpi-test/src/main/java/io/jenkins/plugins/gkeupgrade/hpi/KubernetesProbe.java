package io.jenkins.plugins.gkeupgrade.hpi;

import io.jenkins.plugins.gkeupgrade.kube.Kubeconfig;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnector;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import java.util.function.UnaryOperator;

/** Evicts the pod {@code shop/cart}. Takes the text of a kubeconfig file. */
public final class KubernetesProbe implements UnaryOperator<String> {
    @Override
    public String apply(String kubeconfig) {
        try (KubernetesConnection connection =
                new KubernetesConnector(KubernetesLimits.DEFAULT).connect(Kubeconfig.parse(kubeconfig))) {
            return connection.workloads().evict("shop", "cart", "u-1").toString();
        }
    }
}

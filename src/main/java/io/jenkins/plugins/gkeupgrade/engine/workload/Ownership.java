package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who else writes a workload, and would take our change of it back or stumble over it. A person with kubectl is nobody:
 * nothing of theirs comes back by itself.
 *
 * @param tool what kind of owner
 * @param name the owner's own name for itself, such as that of the application, release or field manager; empty when the
 *     workload does not say
 */
public record Ownership(Tool tool, String name) {
    /** Kinds of owners, each with what it does to a change that somebody else made. */
    public enum Tool {
        ARGO_CD("Argo CD application", "a sync puts back what its repository declares, with self-heal within seconds"),
        FLUX_KUSTOMIZATION("Flux Kustomization", "its next reconciliation puts back what its repository declares"),
        CONFIG_SYNC("Config Sync", "it puts back what its repository declares within seconds"),
        FLUX_HELM_RELEASE(
                "Flux HelmRelease", "its next upgrade, or its drift detection, puts back what the chart sets"),
        OPERATOR("custom resource", "its operator makes it from that and may put back what that says"),
        HELM("Helm release", "its next upgrade puts back what the chart sets, and with Helm 4 fails on the conflict"),
        OTHER("field manager", "it writes the pod template itself and may put it back");

        private final String called;
        private final String effect;

        Tool(String called, String effect) {
            this.called = called;
            this.effect = effect;
        }

        /** A clause on what becomes of a change that somebody else makes. */
        public String effect() {
            return effect;
        }

        /** Whether values of a chart, and not a manifest, say what the workload looks like. */
        public boolean charts() {
            return this == HELM || this == FLUX_HELM_RELEASE;
        }
    }

    // https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
    private static final String ARGO_TRACKING = "argocd.argoproj.io/tracking-id";
    private static final String ARGO_LABEL = "argocd.argoproj.io/instance";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final List<String> ARGO_MANAGERS = List.of("argocd-controller", "argocd-application-controller");
    // https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
    private static final String FLUX_KUSTOMIZE = "kustomize.toolkit.fluxcd.io/";
    private static final String FLUX_HELM = "helm.toolkit.fluxcd.io/";
    // https://cloud.google.com/kubernetes-engine/config-sync/docs/reference/labels-and-annotations
    private static final String CONFIG_SYNC = "configmanagement.gke.io/";
    // Helm writes it itself at install and upgrade; 'helm template | kubectl apply' leaves the chart's labels only.
    private static final String HELM_RELEASE = "meta.helm.sh/release-name";
    // https://carvel.dev/kapp/docs/latest/apply/
    private static final String KAPP = "kapp.k14s.io/app";
    // What GKE and others put into kube-system; in the mode EnsureExists changes stay.
    private static final String ADDON_MODE = "addonmanager.kubernetes.io/mode";
    // HashiCorp is what Terraform's provider calls itself when it does not apply on the server's side.
    private static final Pattern CONTROLLER =
            Pattern.compile("(.*[-_.])?(controller|operator|manager)|HashiCorp|Terraform");
    private static final List<String> HARMLESS =
            List.of("kube-controller-manager", "cloud-controller-manager", "gke-opt-in-upgrade");

    /** The owner of the workload; the surest sign decides when there are several, as Argo CD deploys charts too. */
    public static Optional<Ownership> of(Manifest workload) {
        return Stream.of(
                        operator(workload),
                        argo(workload),
                        flux(workload),
                        configSync(workload),
                        helm(workload),
                        other(workload))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Labels and annotations do not count then: operators copy them from the custom resource. */
    private static Optional<Ownership> operator(Manifest m) {
        return m.owner().custom()
                ? Optional.of(new Ownership(Tool.OPERATOR, m.owner().toString()))
                : Optional.empty();
    }

    private static Optional<Ownership> argo(Manifest m) {
        String tracking = m.text("metadata", "annotations", ARGO_TRACKING);
        // An operator may copy annotations to what it makes: the id names the object that is meant.
        if (tracking.endsWith("/" + m.kind() + ":" + m.namespace() + "/" + m.name())) {
            return Optional.of(new Ownership(Tool.ARGO_CD, tracking.substring(0, tracking.indexOf(':'))));
        }
        String label = m.text("metadata", "labels", ARGO_LABEL);
        if (!label.isEmpty() || managers(m).anyMatch(f -> ARGO_MANAGERS.contains(f.text("manager")))) {
            return Optional.of(
                    new Ownership(Tool.ARGO_CD, label.isEmpty() ? m.text("metadata", "labels", INSTANCE) : label));
        }
        return Optional.empty();
    }

    private static Optional<Ownership> flux(Manifest m) {
        String kustomization = m.text("metadata", "labels", FLUX_KUSTOMIZE + "name");
        boolean left = marked(m, FLUX_KUSTOMIZE + "reconcile", "disabled")
                || marked(m, FLUX_KUSTOMIZE + "ssa", "Ignore")
                || marked(m, FLUX_KUSTOMIZE + "ssa", "IfNotPresent");
        if (!kustomization.isEmpty() && !left) {
            return Optional.of(new Ownership(
                    Tool.FLUX_KUSTOMIZATION,
                    qualified(m.text("metadata", "labels", FLUX_KUSTOMIZE + "namespace"), kustomization)));
        }
        String release = m.text("metadata", "labels", FLUX_HELM + "name");
        return release.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ownership(
                        Tool.FLUX_HELM_RELEASE,
                        qualified(m.text("metadata", "labels", FLUX_HELM + "namespace"), release)));
    }

    /** Flux takes both labels and annotations for it. */
    private static boolean marked(Manifest m, String key, String value) {
        return value.equals(m.labels().get(key)) || value.equals(m.annotations().get(key));
    }

    private static Optional<Ownership> configSync(Manifest m) {
        boolean managed =
                m.text("metadata", "annotations", CONFIG_SYNC + "managed").equals("enabled");
        String label = m.text("metadata", "labels", CONFIG_SYNC + "sync-name");
        String sync = label.isEmpty() ? m.text("metadata", "annotations", CONFIG_SYNC + "sync-name") : label;
        return managed ? Optional.of(new Ownership(Tool.CONFIG_SYNC, sync)) : Optional.empty();
    }

    private static Optional<Ownership> helm(Manifest m) {
        String release = m.text("metadata", "annotations", HELM_RELEASE);
        String namespace = m.text("metadata", "annotations", "meta.helm.sh/release-namespace");
        boolean managed =
                m.text("metadata", "labels", "app.kubernetes.io/managed-by").equals("Helm");
        return release.isEmpty() || !managed
                ? Optional.empty()
                : Optional.of(new Ownership(Tool.HELM, qualified(namespace, release)));
    }

    private static Optional<Ownership> other(Manifest m) {
        if (!m.text("metadata", "labels", KAPP).isEmpty()) {
            return Optional.of(new Ownership(Tool.OTHER, "kapp"));
        }
        if (m.text("metadata", "labels", ADDON_MODE).equals("Reconcile")) {
            return Optional.of(new Ownership(Tool.OTHER, "kube-addon-manager"));
        }
        return managers(m)
                .filter(Ownership::putsBack)
                .map(f -> new Ownership(Tool.OTHER, f.text("manager")))
                .findFirst();
    }

    /** A controller that writes the pod template; what people, and kubectl for them, write stays as it is. */
    private static boolean putsBack(Manifest field) {
        String manager = field.text("manager");
        boolean template = field.at("fieldsV1", "f:spec", "f:template", "f:spec") != null
                || field.at("fieldsV1", "f:spec", "f:jobTemplate", "f:spec", "f:template", "f:spec") != null;
        boolean applies = field.text("operation").equals("Apply") && !manager.startsWith("kubectl");
        return template
                && field.text("subresource").isEmpty()
                && !HARMLESS.contains(manager)
                && (applies || CONTROLLER.matcher(manager).matches());
    }

    private static Stream<Manifest> managers(Manifest m) {
        return m.items("metadata", "managedFields").stream();
    }

    private static String qualified(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** The owner as people call it, for example {@code Argo CD application shop}. */
    @Override
    public String toString() {
        return name.isEmpty() ? tool.called : tool.called + " " + name;
    }
}

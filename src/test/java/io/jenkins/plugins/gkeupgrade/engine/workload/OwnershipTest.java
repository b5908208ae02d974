package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static String owner(String metadata) {
        Manifest manifest =
                Manifest.of(Tree.yaml("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart, namespace: shop, "
                        + metadata + "}\nspec: {}"));
        return Ownership.of(manifest).map(Ownership::toString).orElse("nobody");
    }

    @Test
    void namesTheArgoCdApplication() {
        assertEquals(
                "Argo CD application store",
                owner("annotations: {argocd.argoproj.io/tracking-id: 'store:apps/Deployment:shop/cart'}"));
        assertEquals("Argo CD application store", owner("labels: {argocd.argoproj.io/instance: store}"));
        assertEquals(
                "Argo CD application store",
                owner("labels: {app.kubernetes.io/instance: store}, managedFields: [{manager: argocd-controller,"
                        + " operation: Update}]"));
        assertEquals(
                "Argo CD application store",
                owner("labels: {app.kubernetes.io/instance: store}, managedFields: [{manager:"
                        + " argocd-application-controller, operation: Update}]"),
                "as older ones call themselves");
    }

    @Test
    void knowsATrackingIdThatWasCopiedFromAnotherObject() {
        assertEquals(
                "nobody", owner("annotations: {argocd.argoproj.io/tracking-id: 'store:apps/StatefulSet:shop/cache'}"));
    }

    @Test
    void namesTheFluxKustomizationUnlessItLeavesTheObjectAlone() {
        String labels = "labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux}";
        assertEquals("Flux Kustomization flux/apps", owner(labels));
        assertEquals("nobody", owner(labels + ", annotations: {kustomize.toolkit.fluxcd.io/reconcile: disabled}"));
        assertEquals("nobody", owner(labels + ", annotations: {kustomize.toolkit.fluxcd.io/ssa: Ignore}"));
        assertEquals(
                "nobody",
                owner(
                        "labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/reconcile: disabled}"));
    }

    @Test
    void namesFluxBeforeTheHelmThatItUses() {
        assertEquals(
                "Flux HelmRelease shop/cart",
                owner("labels: {helm.toolkit.fluxcd.io/name: cart, helm.toolkit.fluxcd.io/namespace: shop,"
                        + " app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name: cart}"));
    }

    @Test
    void namesTheHelmReleaseButNotAChartThatSomebodyApplied() {
        assertEquals(
                "Helm release shop/cart",
                owner("labels: {app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name: cart,"
                        + " meta.helm.sh/release-namespace: shop}"));
        assertEquals("nobody", owner("labels: {app.kubernetes.io/managed-by: Helm, app.kubernetes.io/instance: cart}"));
    }

    @Test
    void namesTheCustomResourceBeforeWhatItsOperatorCopiedFromIt() {
        assertEquals(
                "custom resource Database orders",
                owner("labels: {argocd.argoproj.io/instance: store}, ownerReferences: [{apiVersion: example.com/v1,"
                        + " kind: Database, name: orders, uid: x, controller: true}]"));
        assertEquals(
                "custom resource Database orders",
                owner("ownerReferences: [{apiVersion: example.com/v1, kind: Database, name: orders, uid: x}]"),
                "also when its operator does not say that it is the controller");
    }

    @Test
    void namesConfigSync() {
        assertEquals(
                "Config Sync root-sync",
                owner("labels: {configmanagement.gke.io/sync-name: root-sync},"
                        + " annotations: {configmanagement.gke.io/managed: enabled}"));
        assertEquals("nobody", owner("annotations: {configmanagement.gke.io/managed: disabled}"));
    }

    @Test
    void namesAnotherControllerThatWritesThePodTemplate() {
        String template = "fieldsV1: {'f:spec': {'f:template': {'f:spec': {'f:containers': {}}}}}";
        assertEquals(
                "field manager acme-operator",
                owner("managedFields: [{manager: acme-operator, operation: Update, " + template + "}]"));
        assertEquals(
                "field manager terraform",
                owner("managedFields: [{manager: terraform, operation: Apply, " + template + "}]"));
        assertEquals("field manager kapp", owner("labels: {kapp.k14s.io/app: '1'}"));
        assertEquals(
                "field manager HashiCorp",
                owner("managedFields: [{manager: HashiCorp, operation: Update, " + template + "}]"));
        assertEquals("field manager kube-addon-manager", owner("labels: {addonmanager.kubernetes.io/mode: Reconcile}"));
        assertEquals("nobody", owner("labels: {addonmanager.kubernetes.io/mode: EnsureExists}"));
    }

    @Test
    void doesNotTakePeopleAndTheControllersOfKubernetesForOwners() {
        String template = "fieldsV1: {'f:spec': {'f:template': {'f:spec': {'f:containers': {}}}}}";
        for (String manager : new String[] {
            "{manager: kubectl-client-side-apply, operation: Update, " + template + "}",
            "{manager: kubectl, operation: Apply, " + template + "}",
            "{manager: k9s, operation: Update, " + template + "}",
            "{manager: restarter, operation: Apply, fieldsV1: {'f:spec': {'f:template': {'f:metadata':"
                    + " {'f:annotations': {}}}}}}",
            "{manager: gke-opt-in-upgrade, operation: Update, " + template + "}",
            "{manager: kube-controller-manager, operation: Update, subresource: status, fieldsV1: {'f:status': {}}}",
            "{manager: keda-operator, operation: Update, fieldsV1: {'f:spec': {'f:replicas': {}}}}"
        }) {
            assertEquals("nobody", owner("managedFields: [" + manager + "]"), manager);
        }
    }
}

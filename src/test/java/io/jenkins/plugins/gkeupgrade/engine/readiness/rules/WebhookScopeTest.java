package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What webhooks that fail closed are asked about. Their Service has no ready pod unless a test gives it one. */
class WebhookScopeTest {
    private static final String SERVICE = "clientConfig: {service: {namespace: gate, name: gate}}";

    private static Scene scene(String webhooks) {
        return new Scene()
                .with(
                        ResourceKind.MUTATING_WEBHOOKS,
                        "metadata: {name: gate}\nwebhooks: [" + webhooks.replace("SERVICE", SERVICE) + "]")
                .with(
                        ResourceKind.STATEFUL_SETS,
                        "kind: StatefulSet\nmetadata: {namespace: shop, name: db, uid: db, labels: {tier: data}}\n"
                                + "spec: {template: {metadata: {labels: {app: db, inject: 'yes'}}, spec: {}}}");
    }

    private static Scene gate(String webhooks) {
        return scene(webhooks)
                .with(ResourceKind.SERVICES, "metadata: {namespace: gate, name: gate}\nspec: {selector: {app: gate}}");
    }

    private static List<Severity> found(Scene scene) {
        return new WebhookCheck()
                .check(scene.seen()).stream().map(Finding::severity).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', CREATE, pods, true",
        "'', '*', '*', true",
        "'*', '*', '*/*', true",
        "apps, UPDATE, deployments, true",
        "apps, UPDATE, '*', true",
        "'', CREATE, pods/binding, true",
        "'', CREATE, pods/*, true",
        "discovery.k8s.io, UPDATE, endpointslices, true",
        "networking.istio.io, '*', '*', false",
        "cert-manager.io, '*', '*/*', false",
        "'', CONNECT, pods/exec, false",
        "'', CREATE, pods/ephemeralcontainers, false",
        "'', CREATE, services, false",
        "apps, '*', pods, false",
        "apps, UPDATE, '*/scale', false",
    })
    void rules(String group, String operation, String resource, boolean touched) {
        Scene scene = gate("{SERVICE, rules: [{apiGroups: ['" + group + "'], operations: ['" + operation
                + "'], resources: ['" + resource + "']}]}");
        assertEquals(touched ? List.of(Severity.BLOCKED) : List.of(), found(scene));
    }

    @ParameterizedTest
    @CsvSource({
        "'{matchLabels: {inject: \"yes\"}}', BLOCKED", // pods of db
        "'{matchLabels: {tier: data}}', BLOCKED", // db itself
        "'{matchLabels: {inject: \"no\"}}', NOTE",
        "'{matchExpressions: [{key: inject, operator: NotIn, values: [\"yes\"]}, {key: tier, operator: DoesNotExist}]}', NOTE",
        "'{}', BLOCKED",
    })
    void objects(String selector, Severity severity) {
        assertEquals(
                List.of(severity),
                found(gate("{SERVICE, rules: [{resources: [pods]}], objectSelector: " + selector + "}")));
    }

    @Test
    void expressionsMayLeaveEverythingOut() {
        Scene scene =
                gate("{SERVICE, rules: [{resources: [pods]}], matchConditions: [{name: x, expression: 'false'}]}");
        assertEquals(List.of(Severity.AT_RISK), found(scene));
    }

    @Test
    void theWorstWebhookOfAConfigurationIsTold() {
        String elsewhere = "{SERVICE, rules: [{resources: [pods]}], namespaceSelector: {matchLabels:"
                + " {kubernetes.io/metadata.name: bank}}}";
        String everywhere = "{SERVICE, rules: [{resources: [pods]}]}";
        assertEquals(List.of(Severity.NOTE), found(gate(elsewhere)));
        assertEquals(List.of(Severity.BLOCKED), found(gate(elsewhere + ", " + everywhere)));
    }

    @Test
    void aConfigurationThatOutlivedItsServiceBlocks() {
        List<String> found = scene("{SERVICE, rules: [{resources: [pods]}]}").found(new WebhookCheck());
        assertEquals(
                List.of(
                        "MutatingWebhookConfiguration gate: webhook-unavailable: there is no Service gate/gate, and it fails"
                                + " closed, so that the API server refuses what it is asked about; delete the configuration if"
                                + " nobody needs it any more, or bring its Service back"),
                found);
        assertEquals(
                List.of(),
                scene("{clientConfig: {url: 'https://gate.example'}, rules: [{resources: [pods]}]}")
                        .found(new WebhookCheck()),
                "nobody knows where that runs");
    }

    @Test
    void onTheOldPoolItIsSaidWhatWouldNotBeMade() {
        String some = "{SERVICE, rules: [{resources: [pods]}], objectSelector: {matchLabels: {inject: 'yes'}}}";
        List<String> found =
                gate(some).pod("gate", "gate-0", "gate", "blue-1", "").found(new WebhookCheck());
        assertEquals(1, found.size());
        assertTrue(
                found.get(0).contains("until it runs elsewhere the API server refuses what it is asked about"),
                found.get(0));
    }
}

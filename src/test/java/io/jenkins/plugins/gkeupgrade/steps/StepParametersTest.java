package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.util.FormValidation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("standalone") // Real extensions are found by a controller; see StepsInPipelinesTest for that.
class StepParametersTest {
    private static final String CLUSTER = "projects/shop-prod/locations/europe-west1/clusters/shop";
    private static final String VERSION = "1.33.5-gke.1162000";

    private static Arguments bad(String parameter, GkeStep step) {
        return Arguments.of(parameter, step);
    }

    private static GkeStep optIn(Consumer<OptInWorkloadsStep> setter) {
        OptInWorkloadsStep step = new OptInWorkloadsStep(CLUSTER, VERSION);
        setter.accept(step);
        return step;
    }

    private static GkeStep check(Consumer<CheckUpgradeReadinessStep> setter) {
        CheckUpgradeReadinessStep step = new CheckUpgradeReadinessStep(CLUSTER, VERSION);
        setter.accept(step);
        return step;
    }

    private static GkeStep pool(Consumer<CreateTaintedPoolStep> setter) {
        CreateTaintedPoolStep step = new CreateTaintedPoolStep(CLUSTER, VERSION);
        setter.accept(step);
        return step;
    }

    private static GkeStep master(Consumer<GkeUpgradeMasterStep> setter) {
        GkeUpgradeMasterStep step = new GkeUpgradeMasterStep(CLUSTER, VERSION);
        setter.accept(step);
        return step;
    }

    private static GkeStep retire(String version, Consumer<RetirePoolStep> setter) {
        RetirePoolStep step = new RetirePoolStep(CLUSTER);
        step.setVersion(version);
        setter.accept(step);
        return step;
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad("cluster", new GkeUpgradeMasterStep("prod", VERSION)),
                bad("cluster", new GkeUpgradeMasterStep("projects/p/zones/z/clusters/c", VERSION)),
                bad("cluster", new GkeUpgradeMasterStep(null, VERSION)),
                bad("cluster", new VerifyRolloutStep(" ", VERSION)),
                bad("version", new GkeUpgradeMasterStep(CLUSTER, null)),
                bad("version", new CreateTaintedPoolStep(CLUSTER, "newest")),
                bad("version", new OptInWorkloadsStep(CLUSTER, "1.33.5-gke")),
                bad("version", new VerifyRolloutStep(CLUSTER, "")),
                bad("version", new RollbackTolerationsStep(CLUSTER, "v1")),
                bad("maxSkew", master(step -> step.setMaxSkew(4))),
                bad("maxSkew", master(step -> step.setMaxSkew(-1))),
                bad("timeoutMinutes", master(step -> step.setTimeoutMinutes(0))),
                bad("timeoutMinutes", optIn(step -> step.setTimeoutMinutes(1441))),
                bad("from", pool(step -> step.setFrom("Default Pool"))),
                bad("name", pool(step -> step.setName("9lives"))),
                bad("minNodes", pool(step -> step.setMinNodes(-1))),
                bad("maxNodes", pool(step -> step.setMaxNodes(0))),
                bad("taintKey", pool(step -> step.setTaintKey("cloud.google.com/version"))),
                bad("namespace", optIn(step -> step.setNamespace("Shop"))),
                bad("selector", optIn(step -> step.setSelector("team in"))),
                bad("names", optIn(step -> step.setNames(List.of("cart", "Cart!")))),
                bad("kinds", optIn(step -> step.setKinds(List.of("Deploymint")))),
                bad("wave", optIn(step -> step.setWave(0))),
                bad("onFailure", optIn(step -> step.setOnFailure("ignore"))),
                bad("accept", check(step -> step.setAccept(List.of("recreate-strategy", "recreate")))),
                bad("maintenanceExclusion", check(step -> step.setMaintenanceExclusion("make"))),
                bad("failOn", check(step -> step.setFailOn("always"))),
                bad("images", optIn(step -> step.setImages("freeze"))),
                bad("onBreach", optIn(step -> step.setOnBreach("panic"))),
                bad("breachLimit", optIn(step -> step.setBreachLimit(-1))),
                bad("soakMinutes", optIn(step -> step.setSoakMinutes(-1))),
                bad("gates", optIn(step -> step.setGates(List.of(new HttpProbeGate("shop/health"))))),
                bad("gates", optIn(step -> step.setGates(List.of(new HttpProbeGate("https://x.example/"))))),
                bad("gates", optIn(step -> step.setGates(List.of(new PrometheusQueryGate("https://x", "up"))))),
                bad("breachLimit", optIn(step -> step.setBreachLimit(2))),
                bad("managed", optIn(step -> step.setManaged("ask"))),
                bad("pool", retire(null, step -> step.setKeepFor("1h"))),
                bad("pool", retire(null, step -> step.setPool("Old Pool"))),
                bad("pool", retire(VERSION, step -> step.setPool("default-pool"))),
                bad("version", retire("old", step -> step.setKeepFor("1h"))),
                bad("keepFor", retire(VERSION, step -> step.setKeepFor("an hour"))),
                bad("keepFor", retire(VERSION, step -> step.setKeepFor("8d"))),
                bad("timeoutMinutes", retire(VERSION, step -> step.setTimeoutMinutes(0))),
                bad("taintKey", optIn(step -> step.setTaintKey("a b"))));
    }

    @ParameterizedTest
    @MethodSource
    void badInput(String parameter, GkeStep step) {
        FakeStepContext context = new FakeStepContext();
        AbortException told = assertThrows(AbortException.class, () -> step.start(context));
        String message = told.getMessage();
        assertTrue(message.startsWith(parameter + ": "), message);
        assertTrue(message.endsWith(". Nothing was changed."), message);
        assertEquals(1, message.lines().count(), message);
        assertEquals(List.of(), context.ends());
    }

    /** {@code gkeUpgradeMaster '1.33'} is {@code gkeUpgradeMaster version: '1.33'} to Jenkins. */
    @Test
    void aCallThatGivesOnlyTheVersionIsToldHowToNameTheCluster() {
        assertEquals(
                "cluster: none is given: expected gkeUpgradeMaster cluster: 'NAME', version: '1.33' with a configured"
                        + " cluster or projects/PROJECT/locations/LOCATION/clusters/CLUSTER as its name, or withGkeCluster"
                        + " around the step. Nothing was changed.",
                refusal(new GkeUpgradeMasterStep("1.33")));
        String told = refusal(new GkeUpgradeMasterStep("shop-prod"));
        assertTrue(told.startsWith("version: 'shop-prod' is not"), told);
    }

    private static String refusal(GkeStep step) {
        return assertThrows(AbortException.class, () -> step.start(new FakeStepContext()))
                .getMessage();
    }

    static Stream<Arguments> badScripts() {
        return Stream.of(
                Arguments.of(
                        Map.of("selectr", "team=cart"),
                        "selectr: optInWorkloads has no such parameter: it has cluster,"
                                + " version, accept, breachLimit, credentialsId, dryRun, gates, images, kinds,"
                                + " maintenanceExclusion, managed, names,"
                                + " namespace, onBreach, onFailure, selector, soakMinutes, taintKey, timeoutMinutes, wave."),
                Arguments.of(Map.of("dryRun", "yes"), "dryRun: 'yes' is not true or false."),
                Arguments.of(Map.of("wave", "ten"), "wave: 'ten' is not a whole number."),
                Arguments.of(Map.of("wave", 2.5), "wave: '2.5' is not a whole number."),
                Arguments.of(Map.of("names", "cart"), "names: 'cart' is not a list, such as ['cart']."),
                Arguments.of(
                        Map.of("names", Map.of("a", 1)), "names: '{a=1}' is not a list of texts, such as ['a', 'b']."),
                Arguments.of(Map.of("names", List.of(Map.of("a", 1))), "names: '{a=1}' is not a text."),
                Arguments.of(Map.of("gates", "web"), "gates: 'web' is not a list, such as [httpProbe(url: '…')]."),
                Arguments.of(
                        Map.of("gates", List.of("https://x")),
                        "gates: 'https://x' is not a gate, such as httpProbe(url: '…')."),
                Arguments.of(
                        gates(probe(Map.of("url", "https://x", "failureLimt", 1))),
                        "gates: failureLimt: httpProbe has no such parameter: it has url, contains, failureLimit,"
                                + " inconclusiveLimit, intervalSeconds, status, successes."),
                Arguments.of(
                        gates(probe(Map.of("url", "https://x", "status", "fine"))),
                        "gates: status: 'fine' is not a whole number."),
                Arguments.of(
                        gates(new UninstantiatedDescribable(
                                "prometheusQuery", null, Map.of("url", "https://x", "query", "up", "max", 0.5))),
                        "gates: max: 0.5 is a number, which may have lost digits: put it in quotes."),
                Arguments.of(
                        gates(new UninstantiatedDescribable("gkeTransient", null, Map.of())),
                        "gates: 'gkeTransient' is not a gate, such as httpProbe(url: '…')."),
                Arguments.of(
                        gates(Map.of("$class", "HttpProbeGate", "url", "https://x", "ulr", "https://y")),
                        "gates: ulr: httpProbe has no such parameter: it has url, contains, failureLimit,"
                                + " inconclusiveLimit, intervalSeconds, status, successes."),
                Arguments.of(
                        Map.of("names", List.of()),
                        "names: the list names nothing, which would select all: name one, or leave it out for all."),
                Arguments.of(
                        Map.of("kinds", List.of(" ")),
                        "kinds: the list names nothing, which would select all: name one, or leave it out for all."),
                Arguments.of(Map.of("namespace", List.of("cart")), "namespace: '[cart]' is not a text."),
                Arguments.of(
                        Map.of("version", 1.30),
                        "version: 1.3 is a number, which may have lost digits: put it in quotes."));
    }

    private static Map<String, Object> gates(Object gate) {
        return Map.of("gates", List.of(gate));
    }

    private static UninstantiatedDescribable probe(Map<String, Object> arguments) {
        return new UninstantiatedDescribable("httpProbe", null, arguments);
    }

    @ParameterizedTest
    @MethodSource
    void badScripts(Map<String, Object> arguments, String sentence) {
        StepDescriptor descriptor = new OptInWorkloadsStep.DescriptorImpl();
        assertEquals(sentence + " Nothing was changed.", refusal(descriptor, arguments));
    }

    @Test
    void theBlockRefusesWhatItDoesNotKnow() {
        StepDescriptor descriptor = new WithGkeClusterStep.DescriptorImpl();
        assertEquals(
                "name: withGkeCluster has no such parameter: it has cluster, credentialsId. Nothing was changed.",
                refusal(descriptor, Map.of("name", "shop")));
        assertTrue(assertThrows(AbortException.class, () -> new WithGkeClusterStep("").start(new FakeStepContext()))
                .getMessage()
                .startsWith("cluster: none is given: "));
    }

    @SuppressWarnings("deprecation")
    private static String refusal(StepDescriptor descriptor, Map<String, Object> arguments) {
        return assertThrows(AbortException.class, () -> descriptor.newInstance(arguments))
                .getMessage();
    }

    @Test
    @SuppressWarnings("deprecation")
    void goodScriptsMayWriteValuesInSeveralWays() throws Exception {
        Map<String, Object> arguments = new HashMap<>(
                Map.of("cluster", CLUSTER, "version", VERSION, "wave", "5", "dryRun", "true", "timeoutMinutes", 7L));
        arguments.put("names", new String[] {"cart", "web"});
        arguments.put("selector", null);
        arguments.put(
                "gates",
                List.of(
                        probe(Map.of("url", "https://a.example/", "status", "204")),
                        probe(Map.of("<anonymous>", "https://b.example/")),
                        Map.of("$class", "HttpProbeGate", "url", "https://c.example/", "successes", 2L)));
        arguments.put("accept", List.of());
        OptInWorkloadsStep step = (OptInWorkloadsStep) new OptInWorkloadsStep.DescriptorImpl().newInstance(arguments);
        assertEquals(CLUSTER, step.getCluster());
        assertEquals(5, step.getWave());
        assertTrue(step.isDryRun());
        assertEquals(7, step.getTimeoutMinutes());
        assertEquals(List.of("cart", "web"), step.getNames());
        assertNull(step.getSelector());
        List<HttpProbeGate> gates =
                step.getGates().stream().map(HttpProbeGate.class::cast).toList();
        assertEquals(
                List.of("https://a.example/", "https://b.example/", "https://c.example/"),
                gates.stream().map(HttpProbeGate::getUrl).toList());
        assertEquals(204, gates.get(0).getStatus());
        assertEquals(2, gates.get(2).getSuccesses());
        assertEquals(List.of(), step.getAccept());

        RetirePoolStep retire = (RetirePoolStep) new RetirePoolStep.DescriptorImpl()
                .newInstance(Map.of("cluster", CLUSTER, "pool", "blue", "keepFor", 60));
        assertEquals("60", retire.getKeepFor());
    }

    @Test
    void goodInputStartsAnExecution() throws Exception {
        GkeStep step = optIn(it -> {
            it.setNamespace("shop");
            it.setNames(List.of("cart, web", "Deployment/orders"));
            it.setKinds(List.of("Deployment"));
            it.setOnFailure("stop");
        });
        assertEquals(List.of("cart", "web", "Deployment/orders"), ((OptInWorkloadsStep) step).getNames());
        TickingStepExecution<?> execution =
                assertInstanceOf(TickingStepExecution.class, step.start(new FakeStepContext()));
        assertEquals("optInWorkloads", execution.function());
        assertEquals(CLUSTER, execution.target().cluster());
    }

    @Test
    void theClusterMayComeFromTheBlockAround() throws Exception {
        FakeStepContext context =
                new FakeStepContext().with(CurrentCluster.class, new CurrentCluster(CLUSTER, "block"));
        TickingStepExecution<?> execution =
                (TickingStepExecution<?>) new VerifyRolloutStep(null, VERSION).start(context);
        assertEquals(CLUSTER, execution.target().cluster());
        assertEquals("block", execution.target().credentialsId());

        String other = "projects/shop-prod/locations/europe-west1/clusters/other";
        TickingStepExecution<?> own = (TickingStepExecution<?>) new VerifyRolloutStep(other, VERSION).start(context);
        assertEquals(other, own.target().cluster());
        assertNull(own.target().credentialsId(), "the block's credentials are for the block's cluster");
    }

    @Test
    void formsCheckWithTheSameCode() {
        OptInWorkloadsStep.DescriptorImpl form = new OptInWorkloadsStep.DescriptorImpl();
        assertEquals(FormValidation.Kind.OK, form.doCheckWave(null, "5").kind);
        assertEquals(
                "wave: 0 is out of range: expected 1 to 5000.",
                form.doCheckWave(null, "0").getMessage());
        assertEquals(
                "wave: 'five' is not a whole number.",
                form.doCheckWave(null, "five").getMessage());
        assertEquals(FormValidation.Kind.ERROR, form.doCheckVersion(null, "newest").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckVersion(null, "latest").kind);
        assertEquals(FormValidation.Kind.WARNING, form.doCheckCluster(null, " ").kind);
        assertEquals(FormValidation.Kind.ERROR, form.doCheckCluster(null, "prod").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckNames(null, "cart, web").kind);
        CreateTaintedPoolStep.DescriptorImpl pool = new CreateTaintedPoolStep.DescriptorImpl();
        assertEquals(
                "maxNodes: 2 is less than minNodes 3.",
                pool.doCheckMaxNodes(null, "2", "3").getMessage());
        assertEquals(FormValidation.Kind.OK, pool.doCheckMaxNodes(null, "", "3").kind);
        assertEquals(
                "name: 'old' is the pool to clone; choose another name.",
                pool.doCheckName(null, "old", "old").getMessage());
    }

    @Test
    void anEmptiedNumberIsNothingToComplainOf() {
        OptInWorkloadsStep.DescriptorImpl form = new OptInWorkloadsStep.DescriptorImpl();
        HttpProbeGate.DescriptorImpl gate = new HttpProbeGate.DescriptorImpl();
        for (FormValidation told : List.of(
                form.doCheckWave(null, ""),
                form.doCheckSoakMinutes(null, " "),
                form.doCheckBreachLimit(null, null, "rollback"),
                form.doCheckTimeoutMinutes(null, ""),
                new GkeUpgradeMasterStep.DescriptorImpl().doCheckMaxSkew(null, ""),
                gate.doCheckStatus(null, ""),
                gate.doCheckSuccesses(null, ""),
                gate.doCheckFailureLimit(null, ""),
                gate.doCheckInconclusiveLimit(null, ""),
                gate.doCheckIntervalSeconds(null, ""))) {
            assertEquals(FormValidation.Kind.OK, told.kind, told::getMessage);
        }
    }

    @Test
    void theStageViewSeesClusterAndVersion() {
        StepDescriptor descriptor = new GkeUpgradeMasterStep.DescriptorImpl();
        assertEquals(
                "shop 1.33", descriptor.argumentsToString(Map.of("version", "1.33", "cluster", "shop", "maxSkew", 1)));
        assertNull(descriptor.argumentsToString(Map.of()));
        enum NotStored {
            OVERSIZE_VALUE
        }
        assertEquals(
                "shop old-pool",
                new RetirePoolStep.DescriptorImpl()
                        .argumentsToString(
                                Map.of("cluster", "shop", "pool", "old-pool", "version", NotStored.OVERSIZE_VALUE)));
    }
}

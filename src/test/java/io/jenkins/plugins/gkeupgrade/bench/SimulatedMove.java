package io.jenkins.plugins.gkeupgrade.bench;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.RollbackRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The CPU time that a whole opt-in and the rollback of many Deployments take in the simulation, engine and simulated
 * cluster together. All threads of the process count, so nothing else may run in it meanwhile.
 */
final class SimulatedMove {
    private static final int WAVE = 100;

    private final int deployments;

    SimulatedMove(int deployments) {
        this.deployments = deployments;
    }

    /** @param virtual how long it took on the simulation's own clock */
    record Taken(Duration cpu, Duration virtual) {}

    Taken run() {
        StringBuilder manifests = new StringBuilder();
        for (int i = 0; i < deployments; i++) {
            manifests.append(deployment("bench-" + i));
        }
        Twin twin = Twin.withGreenPool().apply(manifests.toString()).settle();
        Selection selection = Selection.of("shop", "", List.of(), List.of());

        Instant begin = twin.timeline.now();
        long before = cpuNanos();
        done(twin, OptInRequest.of("1.33", "", selection, WAVE, false, "", 1440));
        done(twin, RollbackRequest.of(Twin.NEW.toString(), "", selection, 1440));
        Duration cpu = Duration.ofNanos(cpuNanos() - before);
        return new Taken(cpu, Duration.between(begin, twin.timeline.now()));
    }

    private static <S extends Serializable> void done(Twin twin, StageRequest<S> request) {
        Outcome outcome = twin.driver().run(request);
        if (outcome.verdict() != Verdict.PASSED) {
            throw new IllegalStateException(outcome.summary());
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static String deployment(String name) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: shop, labels: {app: %1$s}}
                spec:
                  replicas: 3
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                      - name: main
                        image: registry.example/shop:1
                        resources: {requests: {cpu: 100m, memory: 64Mi}}
                        readinessProbe: {initialDelaySeconds: 3, httpGet: {path: /, port: 80}}
                """.formatted(name);
    }
}

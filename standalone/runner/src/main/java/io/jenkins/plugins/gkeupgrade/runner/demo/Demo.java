package io.jenkins.plugins.gkeupgrade.runner.demo;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.emulator.Emulator;
import io.jenkins.plugins.gkeupgrade.emulator.world.World;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.runner.PipelineRunner;
import io.jenkins.plugins.gkeupgrade.runner.emulated.EmulatedEnvironment;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Upgrades an emulated cluster by the example Jenkinsfile, has a workload at risk refused, mended and moved, takes one team
 * back, and shows what an independent watcher saw meanwhile.
 */
public final class Demo {
    /**
     * What is run.
     *
     * @param world the emulated world; its first cluster is the one to upgrade
     * @param upgrade Jenkinsfile that upgrades
     * @param risk a team whose workload must not move as it is; null to leave that out
     * @param rollback Jenkinsfile that takes workloads back; null to leave that out
     * @param parameters for both
     */
    public record Plan(World world, Path upgrade, Risk risk, Path rollback, Map<String, String> parameters) {}

    /**
     * A workload that is refused, mended and moved.
     *
     * @param manifests what the team deploys
     * @param jenkinsfile that checks the team's workloads and moves those that are ready
     * @param parameters for it
     */
    public record Risk(Path manifests, Path jenkinsfile, Map<String, String> parameters) {}

    /** Longer than a handful of pods takes to start. */
    private static final Duration DEPLOYED = Duration.ofMinutes(2);

    private final PrintStream out;

    public Demo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the plan.
     *
     * @return whether the Jenkinsfiles did what they should and nobody had less than allowed at any time
     */
    public boolean run(Plan plan) throws Exception {
        try (EmulatedEnvironment environment = new EmulatedEnvironment(plan.world())) {
            environment.start(out::println);
            Emulator emulator = environment.emulator();
            ClusterRef cluster = emulator.clusters().get(0);
            SimulatedKubernetes kubernetes = emulator.kubernetes(cluster);
            if (plan.risk() != null) {
                inside(emulator, () -> TeamAtRisk.deploy(plan.risk().manifests(), kubernetes.api(TeamAtRisk.TEAM)));
                emulator.time().await(DEPLOYED);
            }
            AvailabilityWatch watch = inside(emulator, () -> AvailabilityWatch.over(kubernetes));
            List<Map<String, String>> placements = new ArrayList<>();
            placements.add(placement(emulator, kubernetes));

            boolean good = pipeline("Everybody moves", plan.upgrade(), plan.parameters(), environment);
            if (good && plan.risk() != null) {
                good = refusedMendedAndMoved(plan.risk(), environment, kubernetes);
            }
            placements.add(placement(emulator, kubernetes));
            if (good && plan.rollback() != null) {
                good = pipeline("One team goes back", plan.rollback(), plan.parameters(), environment);
                placements.add(placement(emulator, kubernetes));
            }
            return inside(emulator, () -> new Table(watch, placements).print(out)) && good;
        }
    }

    private boolean refusedMendedAndMoved(Risk risk, EmulatedEnvironment environment, SimulatedKubernetes kubernetes)
            throws Exception {
        if (pipeline("A workload at risk is refused", risk.jenkinsfile(), risk.parameters(), environment)) {
            out.println("It was moved, and should have been refused.");
            return false;
        }
        inside(environment.emulator(), () -> TeamAtRisk.mend(kubernetes.api(TeamAtRisk.TEAM)));
        out.println();
        out.println("Its team mends it: kubectl patch deployment gift-cards -n shop-gifts -p"
                + " '{\"spec\":{\"strategy\":{\"type\":\"RollingUpdate\"}}}'");
        environment.emulator().time().await(DEPLOYED);
        return pipeline("Mended, it moves", risk.jenkinsfile(), risk.parameters(), environment);
    }

    private boolean pipeline(
            String title, Path jenkinsfile, Map<String, String> parameters, EmulatedEnvironment environment)
            throws Exception {
        out.println();
        out.println("=== " + title + ": " + jenkinsfile.getFileName() + " ===");
        RunSettings settings = new RunSettings(Files.createTempDirectory("demo-build"))
                .jobName("demo")
                .approve(true);
        settings.parameters().putAll(new LinkedHashMap<>(parameters));
        Result result = new PipelineRunner(settings, environment.clock(), out).run(Files.readString(jenkinsfile));
        return result.equals(Result.SUCCESS);
    }

    private static Map<String, String> placement(Emulator emulator, SimulatedKubernetes kubernetes) throws Exception {
        return inside(emulator, () -> Placement.of(kubernetes.api(Caller.component("demo"))));
    }

    private static void inside(Emulator emulator, Runnable change) throws Exception {
        emulator.time().call(Executors.callable(change));
    }

    private static <T> T inside(Emulator emulator, Callable<T> look) throws Exception {
        return emulator.time().call(look);
    }
}

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Upgrades an emulated cluster by the example Jenkinsfile, takes one team back by another, and shows what an independent
 * watcher saw meanwhile.
 */
public final class Demo {
    /**
     * What is run.
     *
     * @param world the emulated world; its first cluster is the one to upgrade
     * @param upgrade Jenkinsfile that upgrades
     * @param rollback Jenkinsfile that takes workloads back; null to leave that out
     * @param parameters for both
     */
    public record Plan(World world, Path upgrade, Path rollback, Map<String, String> parameters) {}

    private final PrintStream out;

    public Demo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the plan.
     *
     * @return whether both Jenkinsfiles succeeded and nobody had less than allowed at any time
     */
    public boolean run(Plan plan) throws Exception {
        try (EmulatedEnvironment environment = new EmulatedEnvironment(plan.world())) {
            environment.start(out::println);
            Emulator emulator = environment.emulator();
            ClusterRef cluster = emulator.clusters().get(0);
            SimulatedKubernetes kubernetes = emulator.kubernetes(cluster);
            AvailabilityWatch watch = inside(emulator, () -> AvailabilityWatch.over(kubernetes));
            List<Map<String, String>> placements = new ArrayList<>();
            placements.add(placement(emulator, kubernetes));

            boolean good = pipeline("Everybody moves", plan.upgrade(), plan, environment);
            placements.add(placement(emulator, kubernetes));
            if (good && plan.rollback() != null) {
                good = pipeline("One team goes back", plan.rollback(), plan, environment);
                placements.add(placement(emulator, kubernetes));
            }
            return inside(emulator, () -> new Table(watch, placements).print(out)) && good;
        }
    }

    private boolean pipeline(String title, Path jenkinsfile, Plan plan, EmulatedEnvironment environment)
            throws Exception {
        out.println();
        out.println("=== " + title + ": " + jenkinsfile.getFileName() + " ===");
        RunSettings settings = new RunSettings(Files.createTempDirectory("demo-build"))
                .jobName("demo")
                .approve(true);
        settings.parameters().putAll(new LinkedHashMap<>(plan.parameters()));
        Result result = new PipelineRunner(settings, environment.clock(), out).run(Files.readString(jenkinsfile));
        return result.equals(Result.SUCCESS);
    }

    private static Map<String, String> placement(Emulator emulator, SimulatedKubernetes kubernetes) throws Exception {
        return inside(emulator, () -> Placement.of(kubernetes.api(Caller.component("demo"))));
    }

    private static <T> T inside(Emulator emulator, Callable<T> look) throws Exception {
        return emulator.time().call(look);
    }
}

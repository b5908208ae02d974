package io.jenkins.plugins.gkeupgrade.runner.emulated;

import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.credentials.Loopback;
import io.jenkins.plugins.gkeupgrade.emulator.Emulator;
import io.jenkins.plugins.gkeupgrade.emulator.world.World;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldException;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.runner.RunEnvironment;
import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import io.jenkins.plugins.gkeupgrade.runner.clock.WallClock;
import io.jenkins.plugins.gkeupgrade.runner.credentials.RunCredentials;
import io.jenkins.plugins.gkeupgrade.runner.run.CredentialSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An emulated world that runs work on: its clusters are configured under their names, and the run's time is the
 * world's. The steps reach it over the same protocols as they reach Google.
 */
public final class EmulatedEnvironment implements RunEnvironment {
    private final World world;
    private Emulator emulator;
    private RunClock clock;

    public EmulatedEnvironment(World world) {
        this.world = world;
    }

    @Override
    public void start(Consumer<String> log) throws IOException {
        System.setProperty(Loopback.PROPERTY, "true");
        try {
            emulator = Emulator.start(world);
        } catch (WorldException e) {
            throw new IOException(e.getMessage(), e);
        }
        clock = new WallClock(world.speed(), emulator.time()::now);
        List<NamedCluster> named = new ArrayList<>();
        log.accept("World " + world.name() + ": an emulation on this machine, in which time passes "
                + ClusterNames.plain(world.speed()) + " times as fast as in reality.");
        for (ClusterRef cluster : emulator.clusters()) {
            List<String> names = new ClusterNames(emulator.clusters()).of(cluster);
            names.forEach(name -> named.add(configured(name, cluster)));
            log.accept("Cluster " + cluster + ", named " + String.join(" and ", names) + " here");
        }
        GkeUpgradeConfiguration.get().setClusters(named);
    }

    private NamedCluster configured(String name, ClusterRef cluster) {
        NamedCluster settings = new NamedCluster(name, cluster.project(), cluster.location(), cluster.name());
        settings.setGkeApiEndpoint("http://" + emulator.gkeAddress());
        String kubeconfig = "kubeconfig of " + cluster;
        RunCredentials.get().add(Map.of(kubeconfig, new CredentialSource.MadeFile(emulator.kubeconfig(cluster))));
        settings.setKubeconfigCredentialsId(kubeconfig);
        return settings;
    }

    /** The world as it is served, for those who want to look at it. */
    public Emulator emulator() {
        return emulator;
    }

    @Override
    public RunClock clock() {
        return clock;
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.close();
        }
        if (emulator != null) {
            emulator.close();
        }
    }
}

package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sample on an emulated cluster of its own for each test, configured as {@link EmulatedShop#NAME}, and steps on it. */
final class SampleCluster implements BeforeEachCallback, AfterEachCallback {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String sample;
    private final GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
    private final SharedConnections connections = new SharedConnections();
    private EmulatedShop shop;

    /** @param sample its folder in {@code samples} */
    SampleCluster(String sample) {
        this.sample = sample;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        shop = new EmulatedShop(Path.of(System.getProperty("repository.root", "."), "samples", sample));
        configuration.setClusters(List.of(shop.configuration()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        configuration.setClusters(List.of());
        if (shop != null) {
            shop.close();
        }
    }

    EmulatedShop shop() {
        return shop;
    }

    SharedConnections connections() {
        return connections;
    }

    StepRun start(GkeStep step) {
        return StepRun.start(EmulatedShop.NAME, step.request(), connections, shop.scheduler());
    }

    /** The step's result; it has to come to one. */
    Map<?, ?> run(GkeStep step) throws InterruptedException {
        return start(step).result(PATIENCE);
    }
}

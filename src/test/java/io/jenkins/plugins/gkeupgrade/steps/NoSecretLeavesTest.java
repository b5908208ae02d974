package io.jenkins.plugins.gkeupgrade.steps;

import static io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import io.jenkins.plugins.gkeupgrade.report.ReportJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A token goes to the API server and nowhere else, whatever goes wrong on the way: not into the console, what a controller
 * stores, the report, an exception with all its causes, or a log at its finest.
 */
@Tag("standalone") // A real controller keeps credentials in stores of its own.
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class NoSecretLeavesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String NAMESPACE = "shop-catalog";
    /** Whoever has the token in its hands. Not the emulated server, which has every right to know it. */
    private static final List<Logger> LOGGERS = Stream.of(
                    "io.jenkins.plugins.gkeupgrade", "io.fabric8", "com.google", "jdk.httpclient")
            .map(Logger::getLogger)
            .toList();

    private final GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
    private final Log log = new Log();
    private final Map<String, String> told = new TreeMap<>();
    private PlainCluster cluster;

    /** Everything that they log. */
    private static final class Log extends Handler {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() throws Exception {
        log.setLevel(Level.ALL);
        LOGGERS.forEach(logger -> {
            logger.setLevel(Level.ALL);
            logger.addHandler(log);
        });
        cluster = new PlainCluster(Path.of(System.getProperty("repository.root", "."), "samples", "shop"));
        cluster.setApart("kubernetes_version", "1.33");
        configuration.setClusters(List.of(PlainCluster.configuration()));
    }

    @AfterEach
    void stop() {
        configuration.setClusters(List.of());
        cluster.close();
        LOGGERS.forEach(logger -> {
            logger.removeHandler(log);
            logger.setLevel(null);
        });
    }

    /**
     * Runs the step to its end and keeps all that it leaves behind. Each over a connection of its own: what was cut for one
     * is no reason for the next to try a missing right again.
     */
    private Object leaves(String name, WorkloadsStep step) throws Exception {
        step.setNamespace(NAMESPACE);
        step.setKinds(List.of("Deployment"));
        StepRun run = StepRun.start(PlainCluster.NAME, step.request(), new SharedConnections(), cluster.scheduler());
        told.put(name + ", stored at its start", text(run.stored()));
        Object end = run.end(PATIENCE);
        told.put(name + ", console", String.join("\n", run.console()));
        told.put(name + ", stored at its end", text(run.stored()));
        told.put(name + ", report", ReportJson.text(run.report()));
        told.put(name + ", end", end instanceof Throwable failure ? trace(failure) : String.valueOf(end));
        return end;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    @Test
    void neitherWhenItWorksNorWhenItDoesNot() throws Exception {
        cluster.faults().cut(on("patch", "deployments.apps"), 1, true);
        cluster.faults().throttle(on("patch", "deployments.apps"), 1, 0);
        cluster.faults().refuse(on("list", "pods"), 1, 500, "InternalError", "etcdserver: leader changed");
        assertInstanceOf(Map.class, leaves("works", new OptInWorkloadsStep(PlainCluster.NAME, "1.33")));

        cluster.faults().forbid(on("patch", "deployments.apps"));
        leaves("forbidden", new RollbackTolerationsStep(PlainCluster.NAME, "1.33"));

        cluster.revokeToken();
        leaves("revoked", new VerifyRolloutStep(PlainCluster.NAME, "1.33"));

        told.put("log", String.join("\n", log.lines));
        assertTrue(log.lines.size() > 2, () -> "somebody logs something: " + log.lines);
        assertTrue(told.get("works, stored at its end").contains("OptIn"), "the state is there");
        assertTrue(told.get("forbidden, report").contains("may not patch"), told::toString);
        assertTrue(told.get("revoked, report").contains("does not accept the credentials"), told::toString);
        told.forEach((where, text) -> {
            assertFalse(text.contains(PlainCluster.TOKEN), () -> where + ": " + text);
            assertFalse(text.contains("Bearer"), () -> where + ": " + text);
        });
        assertEquals(16, told.size(), "five things of three steps, and the log");
    }
}

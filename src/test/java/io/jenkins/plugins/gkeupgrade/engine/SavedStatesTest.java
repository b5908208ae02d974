package io.jenkins.plugins.gkeupgrade.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.optin.RollbackState;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireState;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What builds have saved is readable after an update of the plugin. */
class SavedStatesTest {
    private static final Instant STARTED = Instant.parse("2026-11-02T08:00:00Z");

    @SuppressWarnings("unchecked") // the test says what it is
    private static <T> T saved(String name) throws IOException, ClassNotFoundException {
        Properties states = new Properties();
        try (InputStream in = SavedStatesTest.class.getResourceAsStream("saved-states.properties")) {
            states.load(in);
        }
        byte[] bytes = Base64.getDecoder().decode(states.getProperty(name));
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (T) in.readObject();
        }
    }

    @Test
    void aRollback() throws Exception {
        Reconciler.Run<RollbackState> run = saved("rollback");
        assertEquals(STARTED, run.state().started());
        assertEquals("[Deployment shop/cart]", run.state().targets().toString());
        assertEquals(2, run.state().conflicts());
        assertEquals(Map.of(), run.state().seconds());
        assertEquals(Map.of(), run.seen().details());
        assertEquals(STARTED.plusSeconds(3600), run.deadline());
    }

    @Test
    void aRetirement() throws Exception {
        RetireState state = saved("retire");
        assertEquals("blue", state.pool());
        assertEquals(Map.of("n1", 2), state.evicted());
        assertEquals(List.of(), state.workloads());
    }

    @Test
    void aVerification() throws Exception {
        Reconciler.Run<VerifyState> run = saved("verify");
        assertEquals("a pod crash-loops", run.state().trouble());
        assertEquals(Map.of(), run.seen().details());
    }
}

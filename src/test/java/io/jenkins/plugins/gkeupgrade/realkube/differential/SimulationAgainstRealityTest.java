package io.jenkins.plugins.gkeupgrade.realkube.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.realkube.FakeKubelet;
import io.jenkins.plugins.gkeupgrade.realkube.OnRealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.PodBehaviour;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.differential.Script.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The same scripts on the simulation and on the real control plane, compared whenever both are at rest: where pods are,
 * what controllers count and say, how the scheduler words its refusals, and what evictions are answered. All scripts go
 * through their phases together, each in a namespace and on nodes of its own.
 *
 * <p>Left out of the comparison, because reality itself does not always end the same:
 *
 * <ul>
 *   <li>names and times; the zone, where several nodes of a pool will do, and the pool, where several pools will, since the
 *       scheduler draws lots between equal nodes;
 *   <li>how many nodes the scheduler means, where free CPU or cordons on the nodes of other scripts play a part, and those
 *       cordons themselves: a message is not renewed for each of them (see {@link Picture});
 *   <li>whether a later rollout that does not get on says NewReplicaSetCreated or ReplicaSetUpdated, which depends on whether
 *       two writes of the Deployment controller collided; the first rollout of a Deployment is compared;
 *   <li>evictions while other pods wait for the place: which of them gets it is a race, so scripts make none.
 * </ul>
 *
 * <p>{@code -Ddifferential.seed}, {@code -Ddifferential.first} and {@code -Ddifferential.scripts} choose other scripts.
 */
@OnRealKubernetes
class SimulationAgainstRealityTest {
    private static final int SCRIPTS = Integer.getInteger("differential.scripts", 220);
    private static final Logger LOGGER = Logger.getLogger(SimulationAgainstRealityTest.class.getName());
    private static final int FIRST = Integer.getInteger("differential.first", 0);
    private static final long SEED = Long.getLong("differential.seed", 1);

    /** Enough to see most of them at rest. */
    private static final Duration SHORT_REST = Duration.ofSeconds(1);

    /** Longer than the scheduler's longest pause before another try, and than the shortest progress deadline. */
    private static final Duration LONG_REST = Duration.ofSeconds(12);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    @SuppressWarnings("try") // the kubelet only has to be there
    void behaveAlike(RealKubernetes cluster) throws Exception {
        List<Script> scripts = IntStream.range(FIRST, FIRST + SCRIPTS)
                .mapToObj(number -> ScriptMaker.make(number, SEED))
                .toList();
        SimulatedSide simulation = new SimulatedSide(cluster.version());
        RealSide reality = new RealSide(cluster);
        Map<String, String> differences = new LinkedHashMap<>();
        try (FakeKubelet kubelet = FakeKubelet.start(cluster, PodBehaviour.INSTANT)) {
            CompletableFuture<Void> prepared = CompletableFuture.runAsync(() -> simulation.prepare(scripts));
            reality.prepare(scripts);
            prepared.join();
            int phases = scripts.get(0).phases().size();
            for (int phase = 0; phase < phases; phase++) {
                Round round = new Round(scripts, phase);
                CompletableFuture<Map<String, List<String>>> simulated =
                        CompletableFuture.supplyAsync(() -> round.simulated(simulation));
                // What differs once may differ ever after.
                round.differences(reality, simulated).forEach(differences::putIfAbsent);
            }
        }
        assertTrue(differences.isEmpty(), () -> String.join("\n\n", differences.values()));
    }

    /** One phase of all scripts. */
    private record Round(List<Script> scripts, int phase) {
        private Map<String, Phase> phases() {
            return scripts.stream()
                    .collect(Collectors.toMap(
                            Script::namespace, script -> script.phases().get(phase)));
        }

        private Map<String, List<Act>> acts() {
            Map<String, List<Act>> acts = new LinkedHashMap<>();
            scripts.forEach(s -> acts.put(s.namespace(), s.phases().get(phase).acts()));
            return acts;
        }

        Map<String, List<String>> simulated(SimulatedSide simulation) {
            try {
                Map<String, List<String>> answers = simulation.act(acts());
                simulation.rest(LONG_REST);
                return seen(simulation, answers);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }

        /** A cluster that does nothing may yet be about to do something, so what differs is looked at again later. */
        Map<String, String> differences(RealSide reality, CompletableFuture<Map<String, List<String>>> simulated)
                throws Exception {
            long start = System.nanoTime();
            Map<String, List<String>> answers = reality.act(acts());
            reality.rest(SHORT_REST);
            Map<String, String> found = compare(simulated.join(), seen(reality, answers));
            while (!found.isEmpty() && System.nanoTime() - start < PATIENCE.toNanos()) {
                boolean again = reality.hasOldNews();
                reality.rest(LONG_REST);
                found = compare(simulated.join(), seen(reality, answers));
                if (!again) {
                    break;
                }
            }
            long took = System.nanoTime() - start;
            LOGGER.info(() -> "phase " + phase + " took " + took / 1_000_000 + " ms");
            return found;
        }

        private Map<String, List<String>> seen(Side side, Map<String, List<String>> answers) throws Exception {
            Map<String, List<String>> seen = Picture.of(side, phases());
            answers.forEach((namespace, said) ->
                    seen.computeIfAbsent(namespace, any -> new ArrayList<>()).addAll(said));
            return seen;
        }

        private Map<String, String> compare(Map<String, List<String>> simulated, Map<String, List<String>> real) {
            Map<String, String> differences = new LinkedHashMap<>();
            for (Script script : scripts) {
                List<String> onlySimulated = without(simulated.get(script.namespace()), real.get(script.namespace()));
                List<String> onlyReal = without(real.get(script.namespace()), simulated.get(script.namespace()));
                if (!onlySimulated.isEmpty() || !onlyReal.isEmpty()) {
                    String story = script.phases().subList(0, phase + 1).stream()
                            .map(Phase::name)
                            .collect(Collectors.joining("; "));
                    differences.put(
                            script.namespace(),
                            script.namespace() + " after: " + story + "\n  simulated: "
                                    + String.join("\n             ", onlySimulated) + "\n  real:      "
                                    + String.join("\n             ", onlyReal) + "\n  both:      "
                                    + String.join("\n             ", without(real.get(script.namespace()), onlyReal)));
                }
            }
            return differences;
        }
    }

    private static List<String> without(List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines == null ? List.of() : lines);
        if (others != null) {
            others.forEach(left::remove);
        }
        return left;
    }
}

package io.jenkins.plugins.gkeupgrade.engine.overview;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The opt-in taints that a cluster's pools carry, whatever their key. */
final class OptInTargets {
    private static final Comparator<OptInTaint> ORDER = Comparator.comparing(OptInTaint::version)
            .thenComparing(taint -> taint.key().equals(OptInTaint.DEFAULT_KEY))
            .thenComparing(OptInTaint::key);

    private OptInTargets() {}

    /** The one of the highest version; the usual key goes before others. */
    static Optional<OptInTaint> newest(Cluster cluster) {
        return cluster.pools().stream().flatMap(OptInTargets::of).max(ORDER);
    }

    static Set<String> pools(Cluster cluster, OptInTaint target) {
        return cluster.pools().stream()
                .filter(pool -> carries(pool, target))
                .map(NodePool::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean carries(NodePool pool, OptInTaint target) {
        return of(pool).anyMatch(target::equals);
    }

    /**
     * A version as the value of a taint that is a label as well: nobody but us writes that with GKE's version in full, or
     * with our key.
     */
    private static Stream<OptInTaint> of(NodePool pool) {
        return pool.taints().stream()
                .filter(taint -> taint.effect() == Taint.Effect.NO_SCHEDULE
                        && (GkeVersion.isExact(taint.value()) || taint.key().equals(OptInTaint.DEFAULT_KEY))
                        && taint.value().equals(pool.labels().get(taint.key())))
                .flatMap(taint -> optIn(taint).stream());
    }

    private static Optional<OptInTaint> optIn(Taint taint) {
        try {
            return GkeVersion.marked(taint.value()).map(version -> new OptInTaint(taint.key(), version));
        } catch (InvalidValue notOurs) {
            return Optional.empty();
        }
    }
}

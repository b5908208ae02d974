package io.jenkins.plugins.gkeupgrade.runner.emulated;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** The names that Pipelines may use for emulated clusters: their own, and their project's where it has one cluster. */
record ClusterNames(List<ClusterRef> clusters) {
    List<String> of(ClusterRef cluster) {
        boolean aloneInProject = clusters.stream()
                        .filter(other -> other.project().equals(cluster.project()))
                        .count()
                == 1;
        return Stream.of(cluster.name(), cluster.project())
                .filter(name -> name.equals(cluster.name()) || aloneInProject)
                .filter(name -> clusters.stream()
                        .noneMatch(
                                other -> !other.equals(cluster) && other.name().equals(name)))
                .distinct()
                .toList();
    }

    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}

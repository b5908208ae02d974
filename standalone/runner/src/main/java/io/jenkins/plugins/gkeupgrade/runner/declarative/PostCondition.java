package io.jenkins.plugins.gkeupgrade.runner.declarative;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.flow.PipelineNode;
import java.util.Arrays;
import java.util.List;

/**
 * The conditions of {@code post}, in the order in which Jenkins runs them: by the ordinals of its extensions, which is
 * not quite the order of its documentation.
 */
enum PostCondition {
    ALWAYS("always", (now, before) -> true),
    CHANGED("changed", (now, before) -> before == null || now.ofBuild() != before),
    FIXED(
            "fixed",
            (now, before) ->
                    (before == Result.FAILURE || before == Result.UNSTABLE) && now.ofBuild() == Result.SUCCESS),
    REGRESSION("regression", (now, before) -> before != null && now.ofBuild().isWorseThan(before)),
    ABORTED("aborted", (now, before) -> now.here() == Result.ABORTED),
    SUCCESS("success", (now, before) -> now.here() == Result.SUCCESS),
    UNSUCCESSFUL("unsuccessful", (now, before) -> now.here() != Result.SUCCESS),
    UNSTABLE("unstable", (now, before) -> now.here() == Result.UNSTABLE),
    FAILURE("failure", (now, before) -> now.here() == Result.FAILURE),
    NOT_BUILT("notBuilt", (now, before) -> now.here() == Result.NOT_BUILT),
    CLEANUP("cleanup", (now, before) -> true);

    /** The results to go by: with the stage's warnings and without. */
    private record Results(Result here, Result ofBuild) {}

    @FunctionalInterface
    private interface Rule {
        /** @param before how the build before ended; null when there was none */
        boolean meets(Results now, Result before);
    }

    private final String directive;
    private final Rule rule;

    PostCondition(String directive, Rule rule) {
        this.directive = directive;
        this.rule = rule;
    }

    String directive() {
        return directive;
    }

    /**
     * @param error the first error so far; may be null
     * @param stage the block whose warnings count; null when none do
     */
    boolean meets(Declarative pipeline, Throwable error, PipelineNode stage) {
        Results now = new Results(pipeline.combined(error, stage), pipeline.combined(error, null));
        return rule.meets(now, pipeline.run().previousResult());
    }

    static List<String> names() {
        return Arrays.stream(values()).map(PostCondition::directive).toList();
    }
}

package io.jenkins.plugins.gkeupgrade.runner.declarative;

import groovy.lang.Closure;
import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.console.Traces;
import io.jenkins.plugins.gkeupgrade.runner.flow.PipelineNode;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptErrors;
import java.util.Arrays;
import java.util.Map;

/** Runs {@code post} sections, whose steps see the result that the build has so far. */
final class PostRunner {
    private final Declarative pipeline;
    private final Blocks blocks;

    PostRunner(Declarative pipeline, Blocks blocks) {
        this.pipeline = pipeline;
        this.blocks = blocks;
    }

    /** Whether there is anything to run. Warnings in a stage do not count for this question, as in Jenkins. */
    boolean isDue(Section post, Throwable error) {
        return post != null
                && Arrays.stream(PostCondition.values())
                        .anyMatch(each -> post.has(each.directive()) && each.meets(pipeline, error, null));
    }

    /** The section after the whole Pipeline, in a stage of its own. */
    void runForBuild(Section post, Section agent, Throwable error) throws Throwable {
        FirstError first = new FirstError(error);
        if (isDue(post, error)) {
            pipeline.step("stage", Map.of("name", "Declarative: Post Actions"), () -> {
                first.replace(run(post, agent, error, null));
                return null;
            });
        }
        first.rethrow();
    }

    /**
     * Runs what is due.
     *
     * @param stage the stage's block; null after the whole Pipeline
     * @return the error given, or the first one that came up here; null when all is well
     */
    Throwable run(Section post, Section agent, Throwable error, PipelineNode stage) {
        Throwable first = error;
        for (PostCondition condition : PostCondition.values()) {
            Result before = pipeline.run().getResult();
            Result logical = pipeline.combined(first, stage);
            try {
                if (post.has(condition.directive()) && condition.meets(pipeline, first, stage)) {
                    pipeline.run().replaceResult(logical);
                    Closure<?> steps = post.closure(condition.directive());
                    blocks.explainMissingNode(agent, () -> pipeline.evaluate(steps));
                }
            } catch (Throwable e) {
                Throwable problem = ScriptErrors.unwrap(e);
                pipeline.log("Error when executing " + condition.directive() + " post condition:");
                Traces.text(problem).lines().forEach(pipeline::log);
                first = first == null ? problem : first;
            } finally {
                // The steps only saw the result; what they did not change must not become the build's own.
                if (pipeline.run().getResult() == logical && logical != before) {
                    pipeline.run().replaceResult(before);
                }
            }
        }
        return first;
    }
}

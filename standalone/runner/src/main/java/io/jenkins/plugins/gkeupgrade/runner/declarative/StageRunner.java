package io.jenkins.plugins.gkeupgrade.runner.declarative;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.flow.PipelineNode;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs stages in the order and with the rules of Jenkins' Declarative interpreter. */
final class StageRunner {
    /** Where a stage is: the agent around it, the error before it, and why it is skipped if it is. */
    private record Place(Section agent, Throwable error, SkipReason skip) {}

    /** Why a stage does not run. */
    private enum SkipReason {
        FAILURE("skipped due to earlier failure(s)"),
        UNSTABLE("skipped due to earlier stage(s) marking the build as unstable"),
        WHEN("skipped due to when conditional");

        private final String words;

        SkipReason(String words) {
            this.words = words;
        }
    }

    private final Declarative pipeline;
    private final Blocks blocks;
    private final PostRunner posts;

    StageRunner(Declarative pipeline, Blocks blocks, PostRunner posts) {
        this.pipeline = pipeline;
        this.blocks = blocks;
        this.posts = posts;
    }

    /** Runs the stages of the Pipeline one after another; returns the first error or null. */
    Throwable runAll(List<Stage> stages) {
        return inSequence(stages, new Place(pipeline.root().section("agent"), null, null), null);
    }

    private Throwable inSequence(List<Stage> stages, Place place, Stage parent) {
        FirstError first = new FirstError(place.error());
        for (Stage stage : stages) {
            try {
                run(stage, new Place(agentOf(stage, place), first.get(), place.skip()));
            } catch (Throwable error) {
                first.add(error);
            }
        }
        if (place.skip() == null && parent != null && posts.isDue(parent.post(), first.get())) {
            pipeline.log("Post stage");
            first.replace(posts.run(parent.post(), place.agent(), first.get(), pipeline.block()));
        }
        return first.get();
    }

    private static Section agentOf(Stage stage, Place place) {
        return stage.agent() != null ? stage.agent() : place.agent();
    }

    private void run(Stage stage, Place place) throws Throwable {
        pipeline.step("stage", Map.of("name", stage.name()), () -> {
            inStage(stage, place);
            return null;
        });
    }

    private void inStage(Stage stage, Place place) throws Throwable {
        FirstError first = new FirstError(place.error());
        PipelineNode block = pipeline.block();
        SkipReason skip = place.skip();
        try {
            if (skip == null) {
                skip = reasonToSkip(place);
            }
            if (skip == null && !runUnlessWhen(stage, place)) {
                skip = SkipReason.WHEN;
            }
            if (skip != null) {
                skip(stage, new Place(place.agent(), place.error(), skip));
            }
        } catch (Throwable error) {
            first.add(error);
        }
        if (skip == null && stage.parallel() != null && posts.isDue(stage.post(), first.get())) {
            pipeline.log("Post stage");
            first.replace(posts.run(stage.post(), place.agent(), first.get(), block));
        }
        first.rethrow();
    }

    private SkipReason reasonToSkip(Place place) {
        if (place.error() != null) {
            return SkipReason.FAILURE;
        }
        boolean unstable = pipeline.run().getResult() == Result.UNSTABLE;
        return unstable && pipeline.hasOption(OptionNames.SKIP_AFTER_UNSTABLE) ? SkipReason.UNSTABLE : null;
    }

    /** Runs the stage; false when its condition said no, at whatever point it was asked. */
    private boolean runUnlessWhen(Stage stage, Place place) throws Throwable {
        WhenAnswer when = new WhenAnswer(pipeline, stage.when());
        blocks.withEnv(stage.cell(), () -> {
            if (!when.allowsAt("beforeOptions")) {
                return null;
            }
            return blocks.inOptions(stage.options(), () -> {
                if (!when.allowsAt("beforeInput")) {
                    return null;
                }
                return blocks.afterInput(stage.input(), () -> onAgent(stage, place, when));
            });
        });
        return when.isYes();
    }

    private Object onAgent(Stage stage, Place place, WhenAnswer when) throws Throwable {
        if (stage.parallel() != null) {
            return when.allows() ? blocks.inEnvironment(stage.environment(), () -> inParallel(stage, place)) : null;
        }
        if (!when.allowsAt("beforeAgent")) {
            return null;
        }
        return blocks.onAgent(
                stage.agent(),
                () -> when.allows() ? blocks.inEnvironment(stage.environment(), () -> work(stage, place)) : null);
    }

    private Object work(Stage stage, Place place) throws Throwable {
        if (stage.stages() == null) {
            steps(stage, place);
            return null;
        }
        new FirstError(inSequence(stage.stages(), new Place(agentOf(stage, place), null, null), stage)).rethrow();
        return null;
    }

    private void steps(Stage stage, Place place) throws Throwable {
        FirstError first = new FirstError();
        try {
            blocks.explainMissingNode(agentOf(stage, place), () -> pipeline.evaluate(stage.steps()));
        } catch (Throwable error) {
            first.add(error);
        }
        if (posts.isDue(stage.post(), first.get())) {
            pipeline.log("Post stage");
            first.replace(posts.run(stage.post(), agentOf(stage, place), first.get(), pipeline.block()));
        }
        first.rethrow();
    }

    private Object inParallel(Stage stage, Place place) throws Throwable {
        Map<String, Object> branches = new LinkedHashMap<>();
        for (Stage inner : stage.parallel()) {
            ScriptBody branch = () -> {
                run(inner, new Place(agentOf(inner, place), place.error(), place.skip()));
                return null;
            };
            branches.put(inner.name(), branch);
        }
        if (stage.failFast() || pipeline.hasOption(OptionNames.ALWAYS_FAIL_FAST)) {
            branches.put("failFast", true);
        }
        return pipeline.step("parallel", branches, null);
    }

    private void skip(Stage stage, Place place) throws Throwable {
        pipeline.log("Stage \"" + stage.name() + "\" " + place.skip().words);
        if (stage.parallel() != null) {
            inParallel(stage, place);
        } else if (stage.stages() != null) {
            inSequence(stage.stages(), place, stage);
        }
    }
}

package io.jenkins.plugins.gkeupgrade.runner.declarative;

import groovy.lang.Closure;
import io.jenkins.plugins.gkeupgrade.runner.script.PipelineScript;
import io.jenkins.plugins.gkeupgrade.runner.script.ScriptHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a whole Declarative Pipeline from the model that the compiler made of it. */
public final class DeclarativePipeline {
    private final ScriptHost host;
    private final PipelineScript script;

    public DeclarativePipeline(ScriptHost host, PipelineScript script) {
        this.host = host;
        this.script = script;
    }

    public void run(Map<String, Object> model) throws Throwable {
        Section root = new Section(model);
        Declarative pipeline = new Declarative(host, script, root);
        Blocks blocks = new Blocks(pipeline);
        PostRunner posts = new PostRunner(pipeline, blocks);
        StageRunner stages = new StageRunner(pipeline, blocks, posts);
        Section agent = root.section("agent");
        FirstError first = new FirstError();
        boolean[] postDone = {false};
        try {
            prepare(pipeline);
            blocks.onAgent(
                    agent,
                    () -> blocks.inEnvironment(
                            root.section("environment"),
                            () -> blocks.inOptions(root.sections("options"), () -> {
                                // A retry among the options starts everything anew.
                                first.replace(stages.runAll(Stage.all(root.sections("stages"))));
                                postDone[0] = true;
                                try {
                                    posts.runForBuild(root.section("post"), agent, first.get());
                                } catch (Throwable error) {
                                    first.add(error);
                                }
                                first.rethrow();
                                return null;
                            })));
        } catch (Throwable error) {
            first.add(error);
        }
        if (!postDone[0]) {
            try {
                posts.runForBuild(root.section("post"), agent, first.get());
            } catch (Throwable error) {
                first.add(error);
            }
        }
        first.rethrow();
    }

    private void prepare(Declarative pipeline) throws Throwable {
        Section root = pipeline.root();
        for (Object library : root.list("libraries")) {
            Map<String, Object> arguments =
                    Map.of("identifier", pipeline.evaluate((Closure<?>) library).toString());
            pipeline.step("library", arguments, null);
        }
        for (String ignored : List.of("triggers", "tools")) {
            if (root.has(ignored)) {
                pipeline.log("The " + ignored + " " + root.list(ignored) + " have no effect here.");
            }
        }
        if (root.has("parameters")) {
            List<Object> definitions = new ArrayList<>();
            for (Object each : root.list("parameters")) {
                definitions.add(pipeline.evaluate((Closure<?>) each));
            }
            host.defineParameters(definitions);
        }
    }
}

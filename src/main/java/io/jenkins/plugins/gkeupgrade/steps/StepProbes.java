package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsLookup;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;
import io.jenkins.plugins.gkeupgrade.probe.HttpQuestions;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Asks what the gates of one step want to know, if an administrator lets them. Used by one look at a time; an answer that
 * comes wakes the step.
 */
final class StepProbes implements Probes {
    private final UnaryOperator<String> authorizations;
    private final GateClient gates;
    private final Runnable onAnswer;
    private final Map<Question, CompletableFuture<Answer>> asked = new HashMap<>();
    private HttpQuestions client;

    /**
     * @param authorizations value of the Authorization header for credentials of that id
     * @param onAnswer called on any thread
     */
    StepProbes(UnaryOperator<String> authorizations, GateClient gates, Runnable onAnswer) {
        this.authorizations = authorizations;
        this.gates = gates;
        this.onAnswer = onAnswer;
    }

    /** With credentials that the build may use. */
    static StepProbes of(StepContext context, GateClient gates, Runnable onAnswer) {
        return new StepProbes(credentialsId -> authorization(context, credentialsId), gates, onAnswer);
    }

    private static String authorization(StepContext context, String credentialsId) {
        try {
            return CredentialsLookup.in(context.get(Run.class)).authorization(credentialsId);
        } catch (IOException e) {
            throw new TransientFailure("The build cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("Interrupted while looking up credentials.", e);
        }
    }

    @Override
    public Optional<Answer> ask(Question question) {
        CompletableFuture<Answer> answer = asked.computeIfAbsent(question, this::send);
        if (!answer.isDone()) {
            return Optional.empty();
        }
        asked.remove(question);
        return Optional.of(answer.join());
    }

    @Override
    public void check(Question question) {
        allowed(question);
        authorization(question);
    }

    private static URI allowed(Question question) {
        try {
            // Again, because the permission may have been taken away since the step began.
            return GkeUpgradeConfiguration.get().allowedForGates(question.url());
        } catch (InvalidValue e) {
            throw new Failed(e.in("gates").getMessage());
        }
    }

    private String authorization(Question question) {
        return question.credentialsId().isEmpty() ? "" : authorizations.apply(question.credentialsId());
    }

    private CompletableFuture<Answer> send(Question question) {
        URI url = allowed(question);
        String who = authorization(question);
        if (client == null) {
            client = gates.questions();
        }
        CompletableFuture<Answer> answer = client.get(url, who);
        answer.thenRun(onAnswer);
        return answer;
    }
}

package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * What the API server answered.
 *
 * @param retryAfter how long the server asks us to leave it alone; null when it does not say
 */
record ApiResponse(int code, Duration retryAfter, byte[] body) {
    private static final int LONGEST_QUOTE = 300;

    boolean successful() {
        return code >= 200 && code < 300;
    }

    /** Whether the server did nothing and wants to be asked again later. */
    boolean throttled() {
        return code == 429 || (code >= 500 && retryAfter != null);
    }

    /** The error as Kubernetes' {@code Status} object, or an empty object when it is something else. */
    Manifest status(JsonTrees json) {
        try {
            return Manifest.wrap(json.object(body, ""));
        } catch (IllegalArgumentException e) {
            return Manifest.wrap(Map.of());
        }
    }

    /** The server's own words, or what can be said without them. */
    String message(JsonTrees json) {
        String message = status(json).text("message");
        if (!message.isEmpty()) {
            return message;
        }
        String text = new String(body, 0, Math.min(body.length, LONGEST_QUOTE), StandardCharsets.UTF_8).strip();
        return "HTTP " + code + (text.isEmpty() ? "" : ": " + text);
    }
}

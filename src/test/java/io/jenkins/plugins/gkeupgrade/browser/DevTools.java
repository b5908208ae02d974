package io.jenkins.plugins.gkeupgrade.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The wire to one page of Chromium.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 60;

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    DevTools(HttpClient client, URI address) {
        socket = client.newWebSocketBuilder().buildAsync(address, this).join();
    }

    /** Calls a method and waits for its answer. */
    JsonNode call(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", id);
        call.put("method", method);
        call.put("params", parameters);
        socket.sendText(JSON.writeValueAsString(call), true).join();
        JsonNode told = within(answer, method);
        if (told.has("error")) {
            throw new IOException(method + ": " + told.get("error"));
        }
        return told.path("result");
    }

    /** Ask before the event can happen, wait for the future afterwards. */
    CompletableFuture<JsonNode> next(String event) {
        return awaited.computeIfAbsent(event, e -> new CompletableFuture<>());
    }

    static JsonNode within(CompletableFuture<JsonNode> future, String what) throws IOException, InterruptedException {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(what + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(what + " took more than " + SECONDS + " s", e);
        }
    }

    /** Errors of scripts, and what the browser has refused to load or run. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            String whole = message.toString();
            message.setLength(0);
            take(whole);
        }
        from.request(1);
        return null;
    }

    private void take(String text) {
        JsonNode told;
        try {
            told = JSON.readTree(text);
        } catch (IOException e) {
            complaints.add("not JSON: " + text);
            return;
        }
        if (told.has("id")) {
            CompletableFuture<JsonNode> answer = answers.remove(told.get("id").asInt());
            if (answer != null) {
                answer.complete(told);
            }
            return;
        }
        String event = told.path("method").asText();
        JsonNode parameters = told.path("params");
        if (event.equals("Runtime.exceptionThrown")) {
            complaints.add(
                    parameters.at("/exceptionDetails/exception/description").asText());
        } else if (event.equals("Log.entryAdded")
                && parameters.at("/entry/level").asText().equals("error")) {
            complaints.add(parameters.at("/entry/text").asText());
        }
        CompletableFuture<JsonNode> waiting = awaited.remove(event);
        if (waiting != null) {
            waiting.complete(parameters);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}

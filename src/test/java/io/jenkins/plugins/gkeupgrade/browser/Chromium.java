package io.jenkins.plugins.gkeupgrade.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Headless Chromium with one page. */
public final class Chromium implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, "Space", 32);

    private final Path profile;
    private final Process process;
    private final DevTools page;

    public Chromium() throws IOException, InterruptedException {
        profile = Files.createTempDirectory("chromium");
        process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--lang=en-GB",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        try {
            page = connect();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(null);
            throw e;
        }
        for (String domain : List.of("Page", "Runtime", "Log")) {
            page.call(domain + ".enable", Map.of());
        }
        resize(1280, 900);
    }

    /** Where Chromium is on this machine; not every machine has it. */
    public static Optional<Path> program() {
        String named = System.getenv("CHROMIUM");
        Stream<Path> usual = Stream.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
                .map(name -> Path.of("/usr/bin", name));
        return Stream.concat(Stream.ofNullable(named).map(Path::of), usual)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private DevTools connect() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://127.0.0.1:" + port() + "/json/list");
        String targets = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        for (JsonNode target : new ObjectMapper().readTree(targets)) {
            if (target.path("type").asText().equals("page")) {
                return new DevTools(
                        client, URI.create(target.path("webSocketDebuggerUrl").asText()));
            }
        }
        throw new IOException("Chromium has no page: " + targets);
    }

    /** Chromium says its port in a file, once it listens. */
    private int port() throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() > 1) {
                    return Integer.parseInt(lines.get(0));
                }
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IOException("Chromium did not start:\n" + Files.readString(profile.resolve("log")));
    }

    /** Opens a page and waits until it has loaded, its own fetches apart. */
    public Chromium open(String url) throws IOException, InterruptedException {
        CompletableFuture<JsonNode> loaded = page.next("Page.loadEventFired");
        page.call("Page.navigate", Map.of("url", url));
        DevTools.within(loaded, "Loading " + url);
        return this;
    }

    /** Waits until the expression is true, looking at each frame. */
    public Chromium until(String expression) throws IOException, InterruptedException {
        evaluate("new Promise((resolve, reject) => { const end = Date.now() + " + SECONDS * 500
                + "; const look = () => (" + expression + ") ? resolve(true) : Date.now() > end"
                + " ? reject(new Error('waited in vain')) : setTimeout(look, 10); look(); })");
        return this;
    }

    /** Value of an expression; a promise is waited for. */
    public JsonNode evaluate(String expression) throws IOException, InterruptedException {
        JsonNode told = page.call(
                "Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (told.has("exceptionDetails")) {
            throw new IOException(expression + ": "
                    + told.at("/exceptionDetails/exception/description").asText());
        }
        return told.path("result").path("value");
    }

    /** Presses a real key: {@code Tab}, {@code Enter} or {@code Space}. */
    public Chromium press(String key) throws IOException, InterruptedException {
        String name = key.equals("Space") ? " " : key;
        String text = key.equals("Enter") ? "\r" : key.equals("Space") ? " " : "";
        Map<String, Object> down = Map.of(
                "type", text.isEmpty() ? "rawKeyDown" : "keyDown",
                "key", name,
                "code", key,
                "text", text,
                "windowsVirtualKeyCode", KEYS.get(key));
        page.call("Input.dispatchKeyEvent", down);
        page.call(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", name, "code", key, "windowsVirtualKeyCode", KEYS.get(key)));
        return this;
    }

    /** Types text where the focus is. */
    public Chromium type(String text) throws IOException, InterruptedException {
        page.call("Input.insertText", Map.of("text", text));
        return this;
    }

    public Chromium resize(int width, int height) throws IOException, InterruptedException {
        page.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** What the user's system prefers. */
    public Chromium prefer(boolean dark) throws IOException, InterruptedException {
        page.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    /** What is in the window, as a PNG. */
    public byte[] screenshot() throws IOException, InterruptedException {
        JsonNode told = page.call("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(told.path("data").asText());
    }

    /** Errors of scripts, and what the browser has refused to load or run. */
    public List<String> complaints() {
        return page.complaints();
    }

    @Override
    public void close() {
        close(page);
    }

    private void close(DevTools wire) {
        if (wire != null) {
            wire.close();
        }
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        delete(profile);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

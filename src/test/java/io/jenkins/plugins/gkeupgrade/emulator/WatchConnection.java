package io.jenkins.plugins.gkeupgrade.emulator;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Watch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WatchEvent;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WatchListener;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Writes what a watch sees to a client, line by line, until one of the two has had enough. */
final class WatchConnection implements WatchListener {
    /** Bookmarks as often as real API servers send them; they also show that the client is still there. */
    private static final long BOOKMARK_SECONDS = 55;

    private sealed interface Line {}

    private record Event(WatchEvent event) implements Line {}

    private record Failure(Map<String, Object> status) implements Line {}

    private record End() implements Line {}

    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    @Override
    public void event(WatchEvent event) {
        lines.add(new Event(event));
    }

    @Override
    public void closed() {
        lines.add(new End());
    }

    /** Ends the watch with an error event, as when its place in history is forgotten. */
    void fail(Map<String, Object> status) {
        lines.add(new Failure(status));
        lines.add(new End());
    }

    /** @param shape how the client wants objects */
    void run(
            HttpExchange exchange,
            Watch watch,
            SimulationAccess simulation,
            WireJson json,
            UnaryOperator<Map<String, Object>> shape,
            long timeoutSeconds)
            throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.flush();
            while (System.nanoTime() < deadline) {
                long left = Math.min(deadline - System.nanoTime(), TimeUnit.SECONDS.toNanos(BOOKMARK_SECONDS));
                Line line = lines.poll(left, TimeUnit.NANOSECONDS);
                if (line == null) {
                    simulation.call(() -> {
                        watch.bookmark();
                        return null;
                    });
                } else if (line instanceof End) {
                    return;
                } else {
                    out.write(json.bytes(tree(line, shape)));
                    out.write('\n');
                    out.flush();
                }
            }
        } catch (IOException e) {
            lines.clear(); // the client is gone
        } finally {
            simulation.call(() -> {
                watch.close();
                return null;
            });
        }
    }

    private static Map<String, Object> tree(Line line, UnaryOperator<Map<String, Object>> shape) {
        if (line instanceof Event event) {
            Map<String, Object> object = event.event().object().tree();
            boolean bookmark = event.event().type() == WatchEvent.Type.BOOKMARK;
            return Map.of("type", event.event().type().name(), "object", bookmark ? object : shape.apply(object));
        }
        return Map.of("type", "ERROR", "object", ((Failure) line).status());
    }
}

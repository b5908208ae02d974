package io.jenkins.plugins.gkeupgrade.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpQuestionsTest {
    private final HttpQuestions questions = new HttpQuestions(Duration.ofSeconds(2));
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        workers.shutdownNow();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Answer ask(String path, String authorization) {
        return questions.get(url(path), authorization).join();
    }

    @Test
    void manyQuestionsTakeFewThreads() {
        server.createContext("/", exchange -> answer(exchange, 200, new byte[0]));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 50)
                .mapToObj(i -> questions.get(url("/" + i), ""))
                .toList();
        answers.forEach(answer -> assertEquals(new Answer.Answered(200, ""), answer.join()));
        Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
        ours.removeAll(before);
        ours.removeIf(thread -> !thread.getName().startsWith("GKE upgrade gates")
                && !thread.getName().startsWith("HttpClient"));
        assertTrue(ours.size() <= 2, ours::toString);
    }

    @Test
    void whateverIsAnsweredIsAnAnswer() {
        AtomicReference<String> authorization = new AtomicReference<>();
        server.createContext("/", exchange -> {
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, exchange.getRequestURI().getQuery() == null ? 503 : 200, "grün".getBytes("UTF-8"));
        });
        assertEquals(new Answer.Answered(503, "grün"), ask("/", ""));
        assertNull(authorization.get());
        assertEquals(new Answer.Answered(200, "grün"), ask("/?a=b", "Bearer t0ken"));
        assertEquals("Bearer t0ken", authorization.get());
    }

    @Test
    void redirectsAreNotFollowed() {
        AtomicReference<Boolean> reached = new AtomicReference<>(false);
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/inside").toString());
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/inside", exchange -> {
            reached.set(true);
            answer(exchange, 200, new byte[0]);
        });
        assertEquals(new Answer.Answered(302, ""), ask("/away", ""));
        assertFalse(reached.get());
    }

    @Test
    void aLongAnswerIsCut() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1 << 16];
            try {
                while (over.getCount() > 0) {
                    exchange.getResponseBody().write(piece);
                }
            } catch (IOException e) {
                exchange.close(); // the other side has had enough
            }
        });
        Answer.Answered answer = assertInstanceOf(Answer.Answered.class, ask("/", ""));
        assertEquals(CutText.LONGEST, answer.body().length());
    }

    @Test
    void whoDoesNotAnswerInTimeHasNotAnswered() {
        server.createContext("/silent", exchange -> await());
        server.createContext("/half", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('h');
            exchange.getResponseBody().flush();
            await();
        });
        assertEquals(new Answer.Unanswered("no answer within 2 s"), ask("/silent", ""));
        assertEquals(new Answer.Unanswered("no answer within 2 s"), ask("/half", ""));
    }

    /** Byte after byte: each is in time, and all of them never are. */
    @Test
    void anAnswerThatTricklesInIsBrokenOff() throws InterruptedException {
        CountDownLatch broken = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!over.await(20, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write('.');
                    exchange.getResponseBody().flush();
                }
            } catch (IOException e) {
                broken.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertEquals(new Answer.Unanswered("no answer within 2 s"), ask("/", ""));
        assertTrue(broken.await(10, TimeUnit.SECONDS), "the connection is closed");
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noConnectionAndNoTrustAreNoAnswer() {
        URI closed = url("/");
        URI plain = URI.create(closed.toString().replace("http:", "https:"));
        Answer.Unanswered untrusted = assertInstanceOf(
                Answer.Unanswered.class, questions.get(plain, "Bearer t0ken").join());
        assertFalse(untrusted.why().contains("t0ken"), untrusted.why());
        server.stop(0);
        Answer.Unanswered nobody = assertInstanceOf(
                Answer.Unanswered.class, questions.get(closed, "").join());
        assertTrue(nobody.why().startsWith("no "), nobody.why());
    }
}

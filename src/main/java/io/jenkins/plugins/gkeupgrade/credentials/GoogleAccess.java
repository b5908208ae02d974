package io.jenkins.plugins.gkeupgrade.credentials;

import com.google.auth.Credentials;
import com.google.auth.Retryable;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An identity towards Google, with tokens that are fetched anew before they expire, for as long as it is used.
 *
 * <p>Never tells a secret: {@link #toString} is for people, {@link #fingerprint} only for comparison.
 */
public final class GoogleAccess {
    /** All that GKE and Kubernetes calls need; what the identity may do is up to IAM and RBAC. */
    static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private static final String NOBODY = "nobody";

    private final Supplier<GoogleCredentials> credentials;
    private final String who;
    private final String fingerprint;
    private final boolean controllers;

    /**
     * @param credentials gives null for nobody
     * @param controllers whether it is made of what the controller's machine offers
     */
    private GoogleAccess(Supplier<GoogleCredentials> credentials, String who, String fingerprint, boolean controllers) {
        this.credentials = credentials;
        this.who = who;
        this.fingerprint = fingerprint;
        this.controllers = controllers;
    }

    /**
     * @param who the identity in words, for people
     * @param secret what distinguishes this identity from others; kept only as a hash
     */
    static GoogleAccess of(GoogleCredentials credentials, String who, byte[] secret) {
        return of(credentials, who, secret, false);
    }

    /** The same for what holds no secret of its own, but says how to get by one that the controller's machine has. */
    static GoogleAccess ofMachine(GoogleCredentials credentials, String who, byte[] description) {
        return of(credentials, who, description, true);
    }

    private static GoogleAccess of(GoogleCredentials credentials, String who, byte[] secret, boolean controllers) {
        GoogleCredentials ready = ready(credentials);
        return new GoogleAccess(() -> ready, who, sha256(secret), controllers);
    }

    /** What the controller's machine offers. Looked for at first use, because that may take a while and fail. */
    static GoogleAccess ofController() {
        return new GoogleAccess(
                new ApplicationDefault(), "the controller's Application Default Credentials", "default", true);
    }

    /** The library's own retries would hold the thread for a minute and a half; a step tries again without a thread. */
    static GoogleCredentials ready(GoogleCredentials credentials) {
        GoogleCredentials scoped = credentials.createScopedRequired() ? credentials.createScoped(SCOPE) : credentials;
        return scoped.createWithCustomRetryStrategy(false);
    }

    /** A token that somebody else fetched; it works until it expires. */
    static GoogleAccess ofToken(String token, String who) {
        return of(GoogleCredentials.create(new AccessToken(token, null)), who, token.getBytes(StandardCharsets.UTF_8));
    }

    /** No identity at all, for servers on this machine that ask for none; its token is the word {@value #NOBODY}. */
    public static GoogleAccess none() {
        return new GoogleAccess(() -> null, NOBODY, "", false);
    }

    /**
     * For Google's client libraries; empty for nobody.
     *
     * @throws Failed when the controller has none to offer
     */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials.get());
    }

    /**
     * A bearer token that is valid now. May call Google to refresh it.
     *
     * @throws TransientFailure when trying again may help
     * @throws Failed when Google declined
     */
    public String token() {
        GoogleCredentials present = credentials.get();
        if (present == null) {
            return NOBODY;
        }
        try {
            present.refreshIfExpired();
            return present.getAccessToken().getTokenValue();
        } catch (IOException e) {
            String message = "No access token for " + who + ": " + firstLine(e) + ".";
            boolean declined = e instanceof Retryable known && !known.isRetryable();
            // Without the cause, which has the whole answer of the server in it, and that may have what we sent.
            throw declined ? new Failed(message) : new TransientFailure(message);
        }
    }

    /** Whether it is the controller that Google sees: no secret of its own makes this identity. */
    boolean isControllers() {
        return controllers;
    }

    /** Equal for two identities exactly when they come from the same secret. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The identity in words: {@code service account deployer@shop.iam.gserviceaccount.com}. */
    @Override
    public String toString() {
        return who;
    }

    /** What follows the first line is the request and the answer. */
    private static String firstLine(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow().strip();
    }

    /** A hash to compare secrets by. */
    public static String sha256(String secret) {
        return sha256(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package io.jenkins.plugins.gkeupgrade.emulator;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.function.Predicate;

/** Turns calls away whose bearer token is not good, as Google does. */
final class TokenCheck implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";

    private final Predicate<String> tokens;

    TokenCheck(Predicate<String> tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String authorization = String.valueOf(headers.get(AUTHORIZATION));
        if (authorization.startsWith(BEARER) && tokens.test(authorization.substring(BEARER.length()))) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription(
                        "Request had invalid authentication credentials. Expected OAuth 2 access token."),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }
}

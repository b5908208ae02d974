package io.jenkins.plugins.gkeupgrade.kube;

/** The server answered a list or a watch with something else than success. */
final class UnsuccessfulException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ApiResponse response;

    UnsuccessfulException(ApiResponse response) {
        super("HTTP " + response.code());
        this.response = response;
    }

    ApiResponse response() {
        return response;
    }
}

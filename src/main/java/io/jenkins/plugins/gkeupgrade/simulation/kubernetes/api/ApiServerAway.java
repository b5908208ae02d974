package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

/** The API server does not answer, as during the upgrade of a zonal control plane: a refused connection to a client. */
public final class ApiServerAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ApiServerAway() {
        super("The API server is away: its control plane is being upgraded.");
    }
}

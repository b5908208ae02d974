package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

/**
 * Who makes a request.
 *
 * @param user name of the user or component
 * @param fieldManager under which name changes are booked in {@code managedFields}
 */
public record Caller(String user, String fieldManager) {
    /** A component of the control plane or a kubelet, which writes under its own name. */
    public static Caller component(String name) {
        return new Caller("system:" + name, name);
    }

    /** Whether it is part of the cluster itself; a service account is not. */
    public boolean isComponent() {
        return user.equals("system:" + fieldManager);
    }
}

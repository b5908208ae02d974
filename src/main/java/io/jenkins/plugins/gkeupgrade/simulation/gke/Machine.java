package io.jenkins.plugins.gkeupgrade.simulation.gke;

import java.util.Objects;

/** A virtual machine of a pool: asked for, then booted and joined, then gone. */
final class Machine {
    private final String name;
    private final String zone;
    private boolean joined;

    Machine(String name, String zone) {
        this.name = Objects.requireNonNull(name);
        this.zone = Objects.requireNonNull(zone);
    }

    String name() {
        return name;
    }

    String zone() {
        return zone;
    }

    boolean joined() {
        return joined;
    }

    void join() {
        joined = true;
    }
}

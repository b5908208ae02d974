package io.jenkins.plugins.gkeupgrade.simulation.gke;

import java.util.Random;

/** A bad day at GKE: one call in five does not go well. */
final class RandomFaults implements GkeFaults {
    private final Random random;

    RandomFaults(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public CallFault onCall(String method) {
        return switch (random.nextInt(15)) {
            case 0 -> CallFault.UNAVAILABLE;
            case 1 -> CallFault.QUOTA;
            case 2 -> CallFault.LOST_RESPONSE;
            default -> CallFault.NONE;
        };
    }
}

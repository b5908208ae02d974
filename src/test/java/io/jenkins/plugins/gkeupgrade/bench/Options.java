package io.jenkins.plugins.gkeupgrade.bench;

import java.nio.file.Path;

/**
 * How big the benchmark is, given as system properties.
 *
 * @param folder where the control plane keeps its files
 * @param kubectl the program to compare with
 * @param rounds in how many rounds the competitors take turns
 * @param deployments how many are opted in, and checked for readiness
 * @param verified how many are verified
 * @param simulated how many move in the simulation; 0 for no simulation at all
 * @param only the one part that is to run: {@code waiting}, {@code verify}, {@code opt-in} or
 *     {@code readiness}; empty for all
 */
record Options(Path folder, Path kubectl, int rounds, int deployments, int verified, int simulated, String only) {
    static Options given() {
        return new Options(
                Path.of(System.getProperty("bench.folder")),
                Path.of(System.getProperty("bench.kubectl")),
                Integer.getInteger("bench.rounds", 3),
                Integer.getInteger("bench.deployments", 1000),
                Integer.getInteger("bench.verified", 200),
                Integer.getInteger("bench.simulated", 0),
                System.getProperty("bench.only", ""));
    }

    boolean includes(String part) {
        return only.isEmpty() || only.equals(part);
    }

    /** A number for a sample of so many, where there are that many. */
    int sample(int wanted) {
        return Math.min(wanted, deployments);
    }
}

package io.jenkins.plugins.gkeupgrade.engine.retire;

/**
 * A workload without pods on the pool that retires, which would have nowhere to run without it.
 *
 * @param owner which workload
 * @param asleep whether it runs only after somebody scales it up or resumes it
 */
record Stranded(Owner owner, boolean asleep) {}

/**
 * A digital twin: both ports of the engine over a GKE cluster and its Kubernetes held in memory, in virtual time.
 *
 * <p>Rehearsals run on it, and so do the tests; an hour of upgrade takes milliseconds.
 */
package io.jenkins.plugins.gkeupgrade.simulation;

/**
 * GKE held in memory: clusters, node pools, machines that boot, and operations that take their time, one per cluster.
 */
package io.jenkins.plugins.gkeupgrade.simulation.gke;

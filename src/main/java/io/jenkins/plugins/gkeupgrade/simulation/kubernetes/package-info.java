/**
 * A Kubernetes cluster in memory and in virtual time: API server, controllers, scheduler, kubelets and cluster
 * autoscaler, and the engine's port over it.
 */
package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

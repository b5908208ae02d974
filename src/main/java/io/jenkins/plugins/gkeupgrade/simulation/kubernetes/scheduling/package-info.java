/** The scheduler and the cluster autoscaler: which node a pod goes to, and which node would have to be made for it. */
package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

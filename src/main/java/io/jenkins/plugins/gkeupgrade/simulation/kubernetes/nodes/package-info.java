/** The machines of a simulated cluster: kubelets and what happens to nodes. */
package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes;

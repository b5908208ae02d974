/** What the components of a simulated cluster have in common: time, queues, indexes and events. */
package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

/**
 * The simulated Kubernetes API server: an object store with resource versions and watches, and the verbs over it with
 * defaults, validation and errors worded as the real one words them.
 */
package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

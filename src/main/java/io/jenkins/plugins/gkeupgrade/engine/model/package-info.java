/** Validated values of the domain: versions, taints, clusters, node pools, workloads. */
package io.jenkins.plugins.gkeupgrade.engine.model;

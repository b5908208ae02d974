/** Upgrades of GKE clusters from Pipelines, without downtime. */
package io.jenkins.plugins.gkeupgrade;

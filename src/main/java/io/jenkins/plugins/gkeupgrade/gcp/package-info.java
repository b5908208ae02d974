/** The engine's control plane port over the GKE API, on google-cloud-container's gRPC client. */
package io.jenkins.plugins.gkeupgrade.gcp;

/** What the engine needs from outside: the GKE control plane, the Kubernetes API, JSON text, and a place to report. */
package io.jenkins.plugins.gkeupgrade.engine.port;

/**
 * A real Kubernetes control plane for tests, with nodes and kubelets that only pretend.
 *
 * <p>{@link io.jenkins.plugins.gkeupgrade.realkube.OnRealKubernetes} marks the tests; {@code standalone/test
 * --real-kubernetes} runs them. See docs/real-kubernetes.md.
 */
package io.jenkins.plugins.gkeupgrade.realkube;

/**
 * The Kubernetes API of a cluster over HTTP: what the engine's {@code Workloads} port promises, on fabric8's
 * configuration and HTTP abstraction.
 *
 * <p>Threads: per cluster two workers and one selector of {@code java.net.http}, however many views are open, steps
 * wait or patches are in flight. Callers of the port block on their own threads only.
 */
package io.jenkins.plugins.gkeupgrade.kube;

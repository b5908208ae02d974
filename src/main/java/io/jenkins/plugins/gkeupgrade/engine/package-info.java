/**
 * The upgrade logic in plain Java: stages that look at the world, decide, and make at most one change.
 *
 * <p>Nothing in here knows Jenkins, Google's client or a Kubernetes client; what is needed from outside comes through
 * {@link io.jenkins.plugins.gkeupgrade.engine.port ports}. Time is an argument.
 */
package io.jenkins.plugins.gkeupgrade.engine;

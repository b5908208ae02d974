/**
 * The Pipeline steps: binding of parameters, forms, and the one execution that drives any stage.
 *
 * <p>Nothing here waits on a thread: an execution looks at the world, schedules its next look and returns.
 */
package io.jenkins.plugins.gkeupgrade.steps;

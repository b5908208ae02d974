/** The time of a run: real, or virtual. */
package io.jenkins.plugins.gkeupgrade.runner.clock;

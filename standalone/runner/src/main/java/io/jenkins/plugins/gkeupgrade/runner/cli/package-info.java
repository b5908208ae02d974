/** The command line of {@code standalone/run}. */
package io.jenkins.plugins.gkeupgrade.runner.cli;

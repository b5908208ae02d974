/** The build that runs: its job, settings and parameters. */
package io.jenkins.plugins.gkeupgrade.runner.run;

/** The secrets of a run, from files and environment variables. */
package io.jenkins.plugins.gkeupgrade.runner.credentials;

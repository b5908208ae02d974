/**
 * Runs Jenkinsfiles with the plugin's own Pipeline steps and without Jenkins: real step classes, found and bound as
 * Jenkins finds and binds them, on a run, a console and a clock of this package.
 */
package io.jenkins.plugins.gkeupgrade.runner;

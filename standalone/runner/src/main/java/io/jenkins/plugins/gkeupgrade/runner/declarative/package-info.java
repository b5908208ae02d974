/** Reads, checks and runs Declarative Pipelines. */
package io.jenkins.plugins.gkeupgrade.runner.declarative;

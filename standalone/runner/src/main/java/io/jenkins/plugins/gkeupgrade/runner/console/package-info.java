/** What a build prints. */
package io.jenkins.plugins.gkeupgrade.runner.console;

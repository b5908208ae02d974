/** Steps as a plugin would have them, for the tests of the runner. */
package io.jenkins.plugins.gkeupgrade.runner.teststeps;

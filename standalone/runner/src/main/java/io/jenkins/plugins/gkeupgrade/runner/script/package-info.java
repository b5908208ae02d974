/** Compiles a Jenkinsfile and gives it what it sees: parameters, environment, the build, shared libraries. */
package io.jenkins.plugins.gkeupgrade.runner.script;

/**
 * What could go wrong in an upgrade, told beforehand: checks that turn an observation of the cluster into findings, each
 * with what to do about it.
 */
package io.jenkins.plugins.gkeupgrade.engine.readiness;

/** The checks: each looks for one kind of trouble. */
package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

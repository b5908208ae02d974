/** The stage that checks readiness and tells what it found. */
package io.jenkins.plugins.gkeupgrade.engine.readiness.stage;

/** Checking that workloads have arrived on the new pool and are well. */
package io.jenkins.plugins.gkeupgrade.engine.verify;

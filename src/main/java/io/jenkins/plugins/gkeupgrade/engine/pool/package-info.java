/** The making of a node pool behind an opt-in taint. */
package io.jenkins.plugins.gkeupgrade.engine.pool;

/** The upgrade of the control plane. */
package io.jenkins.plugins.gkeupgrade.engine.master;

/** Lets the plugin reach the emulated clusters of a world file. */
package io.jenkins.plugins.gkeupgrade.runner.emulated;

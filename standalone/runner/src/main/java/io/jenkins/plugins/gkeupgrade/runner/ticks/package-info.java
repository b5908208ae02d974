/** Puts the looks of the plugin's steps onto the clock of the run. */
package io.jenkins.plugins.gkeupgrade.runner.ticks;

/** World files: which clusters the emulator serves, with what in them, how fast, and what goes wrong. */
package io.jenkins.plugins.gkeupgrade.emulator.world;

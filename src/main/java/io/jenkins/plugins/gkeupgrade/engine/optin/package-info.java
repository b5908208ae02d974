/** Opting workloads in, wave by wave, and taking them back. */
package io.jenkins.plugins.gkeupgrade.engine.optin;

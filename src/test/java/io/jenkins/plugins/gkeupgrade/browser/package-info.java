/** Pages of the plugin in a real browser: headless Chromium, driven by its own protocol. */
package io.jenkins.plugins.gkeupgrade.browser;

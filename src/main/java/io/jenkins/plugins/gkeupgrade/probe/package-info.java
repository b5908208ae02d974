/** Asks addresses on behalf of gates, over HTTP. */
package io.jenkins.plugins.gkeupgrade.probe;

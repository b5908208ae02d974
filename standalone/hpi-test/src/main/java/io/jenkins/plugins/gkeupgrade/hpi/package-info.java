/**
 * Probes: small uses of the bundled libraries, run inside the plugin's class loader. Each takes an address and a key
 * store as text and answers with text, because nothing else is the same class on both sides.
 */
package io.jenkins.plugins.gkeupgrade.hpi;

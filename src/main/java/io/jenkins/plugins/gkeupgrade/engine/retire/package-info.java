/** Emptying and deleting a node pool that nobody needs any more. */
package io.jenkins.plugins.gkeupgrade.engine.retire;

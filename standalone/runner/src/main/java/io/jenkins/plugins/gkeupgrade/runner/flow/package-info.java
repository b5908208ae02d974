/** Runs steps as Jenkins does: blocks and their contexts, branches, one Groovy thread at a time, the graph, restarts. */
package io.jenkins.plugins.gkeupgrade.runner.flow;

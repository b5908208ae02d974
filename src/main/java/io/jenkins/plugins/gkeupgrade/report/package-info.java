/**
 * The build's report: what the steps of one build did to which clusters, as a page, as JSON and as an archived file.
 *
 * <p>Steps tell it what they began, saw and ended with; it knows nothing of what they do.
 */
package io.jenkins.plugins.gkeupgrade.report;

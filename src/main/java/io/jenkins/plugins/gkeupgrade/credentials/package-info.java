/** How we prove to Google and to Kubernetes who we are: looked up in the scope of a build, refreshed while it runs. */
package io.jenkins.plugins.gkeupgrade.credentials;

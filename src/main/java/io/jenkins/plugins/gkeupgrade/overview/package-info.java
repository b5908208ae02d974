/** Pages on the configured clusters as they are now. */
package io.jenkins.plugins.gkeupgrade.overview;

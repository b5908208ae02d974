/** Clusters by name, as an administrator configured them, and the connections to them that steps share. */
package io.jenkins.plugins.gkeupgrade.config;

/** Tests that need a Jenkins controller: the canonical build runs them, the standalone one cannot. */
package io.jenkins.plugins.gkeupgrade.jenkins;

/** The steps on a real Kubernetes control plane, from the upgrade of the control plane to the rollback. */
package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

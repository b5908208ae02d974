package io.jenkins.plugins.gkeupgrade.steps;

import java.io.Serializable;

/**
 * What {@code withGkeCluster} tells the steps inside it.
 *
 * @param cluster name of a configured cluster or a full resource name
 * @param credentialsId credentials to use instead of those configured; null for those
 */
public record CurrentCluster(String cluster, String credentialsId) implements Serializable {
    private static final long serialVersionUID = 1L;
}

package io.jenkins.plugins.gkeupgrade.config;

import java.io.Serializable;

/**
 * Which cluster a step works on, as its caller said it.
 *
 * @param cluster name of a configured cluster, or a full resource name
 * @param credentialsId credentials to use instead of those configured for the cluster; null for those
 */
public record ClusterTarget(String cluster, String credentialsId) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The cluster's own short name, for labels. */
    public String shortName() {
        return cluster.substring(cluster.lastIndexOf('/') + 1);
    }
}

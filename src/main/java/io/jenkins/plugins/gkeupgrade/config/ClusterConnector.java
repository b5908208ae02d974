package io.jenkins.plugins.gkeupgrade.config;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;

/** Gives steps their connections. Steps that work on one cluster with the same credentials share one. */
public abstract class ClusterConnector implements ExtensionPoint {
    /**
     * A share in the connection to the cluster, with credentials looked up in the scope of the build. May look up
     * credentials and read files: never call it on the thread that runs Pipelines.
     *
     * @throws io.jenkins.plugins.gkeupgrade.engine.TransientFailure when trying again may help
     * @throws io.jenkins.plugins.gkeupgrade.engine.Failed when the cluster or the credentials do not exist or are unfit
     */
    public abstract ClusterLease lease(ClusterTarget target, Run<?, ?> run);

    public static ClusterConnector get() {
        return ExtensionList.lookupFirst(ClusterConnector.class);
    }
}

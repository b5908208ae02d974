package io.jenkins.plugins.gkeupgrade.overview;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Api;
import hudson.model.RootAction;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page "GKE upgrades": a list of the configured clusters, each with a page of its own. */
@Extension
@ExportedBean
public final class GkeUpgrades implements RootAction, StaplerProxy {
    private static final ResourceBundleHolder WORDS = ResourceBundleHolder.get(GkeUpgrades.class);

    public static final PermissionGroup PERMISSIONS =
            new PermissionGroup(GkeUpgrades.class, new Localizable(WORDS, "permissions"));

    /** To see how far the configured clusters have come. Administrators have it; others get it by itself. */
    public static final Permission VIEW = new Permission(
            PERMISSIONS, "View", new Localizable(WORDS, "view"), Jenkins.SYSTEM_READ, PermissionScope.JENKINS);

    /** Clusters that are looked at side by side; the threads end when nobody looks. */
    private static final int THREADS = 2;

    private static final int IDLE_SECONDS = 30;

    private final Overviews overviews;

    public GkeUpgrades() {
        this(new Overviews(
                name -> ExtensionList.lookupSingleton(SharedConnections.class).leaseOfController(name),
                threads(),
                InstantSource.system()));
    }

    GkeUpgrades(Overviews overviews) {
        this.overviews = overviews;
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "GKE upgrades overview");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Every page and the remote API below this one come through here. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(VIEW);
        return this;
    }

    /** Null, which hides the link, from whom may not follow it and while no cluster is configured. */
    @Override
    public String getIconFileName() {
        boolean worthALink = Jenkins.get().hasPermission(VIEW)
                && !GkeUpgradeConfiguration.get().getClusters().isEmpty();
        return worthALink ? "symbol-up-to-date" : null;
    }

    @Override
    public String getDisplayName() {
        return "GKE upgrades";
    }

    @Override
    public String getUrlName() {
        return "gke-upgrades";
    }

    /** For {@code api/json}: of each cluster what the list shows; see {@link ClusterPage#getState} for all of one. */
    public Api getApi() {
        return new Api(this);
    }

    /** One page for each configured cluster, in the order of the configuration. */
    @Exported
    public List<ClusterPage> getClusters() {
        List<String> names = GkeUpgradeConfiguration.get().names();
        overviews.keepOnly(names);
        return names.stream().map(name -> new ClusterPage(name, overviews)).toList();
    }

    /** The page of one cluster, below {@code cluster/NAME/}; null when it is not configured. */
    public ClusterPage getCluster(String name) {
        return getClusters().stream()
                .filter(page -> page.getName().equals(name))
                .findFirst()
                .orElse(null);
    }
}

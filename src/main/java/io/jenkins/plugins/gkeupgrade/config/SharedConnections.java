package io.jenkins.plugins.gkeupgrade.config;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsLookup;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jenkins.util.Timer;

/** Connections that are open now. One that nobody uses stays open a little, because the next step follows soon. */
@Extension(ordinal = -100)
public final class SharedConnections extends ClusterConnector {
    /** How long a connection outlives its last user. */
    static final Duration IDLE = Duration.ofMinutes(1);

    private static final class Entry {
        private final SharedConnection connection;
        private int users;
        /** Counts the times when the last user left: an earlier one's timer must not close what was used since. */
        private int departures;

        private Entry(SharedConnection connection) {
            this.connection = connection;
        }
    }

    private final Map<ClusterAccess.Key, Entry> entries = new HashMap<>();
    private final Function<ClusterAccess, GkeApi> gkeApis;
    private final ScheduledExecutorService timer;

    public SharedConnections() {
        this(GoogleGkeApi::new, Timer.get());
    }

    SharedConnections(Function<ClusterAccess, GkeApi> gkeApis, ScheduledExecutorService timer) {
        this.gkeApis = gkeApis;
        this.timer = timer;
    }

    @Override
    public ClusterLease lease(ClusterTarget target, Run<?, ?> run) {
        GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
        ClusterSettings settings;
        try {
            settings = configuration.settings(target);
        } catch (InvalidValue e) {
            throw new Failed(e.getMessage());
        }
        return lease(ClusterAccess.of(settings, CredentialsLookup.in(run, configuration.isAllowControllerIdentity())));
    }

    /**
     * A share in the connection to a configured cluster for the controller itself, with credentials that it may use.
     *
     * @throws InvalidValue when no cluster has this name
     * @throws Failed when its credentials do not exist or are unfit
     */
    public ClusterLease leaseOfController(String name) {
        return lease(ClusterAccess.of(GkeUpgradeConfiguration.get().settings(name), CredentialsLookup.ofController()));
    }

    ClusterLease lease(ClusterAccess access) {
        ClusterAccess.Key key = access.key();
        synchronized (entries) {
            Entry entry = entries.computeIfAbsent(key, unknown -> new Entry(new SharedConnection(access, gkeApis)));
            entry.users++;
            return new SharedLease(entry.connection, timer, () -> leave(key, entry));
        }
    }

    private void leave(ClusterAccess.Key key, Entry entry) {
        synchronized (entries) {
            entry.users--;
            if (entry.users == 0) {
                entry.departures++;
                int departure = entry.departures;
                timer.schedule(() -> closeIdle(key, entry, departure), IDLE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private void closeIdle(ClusterAccess.Key key, Entry entry, int departure) {
        synchronized (entries) {
            if (entry.users > 0 || entry.departures != departure) {
                return;
            }
            entries.remove(key);
        }
        entry.connection.close();
    }
}

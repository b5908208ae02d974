package io.jenkins.plugins.gkeupgrade.engine.master;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Decisions;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.OperationText;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeState.Phase;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings the control plane to a version, or finds it there already.
 *
 * <p>GKE would recreate a control plane that is asked to "upgrade" to the version it has, so everything here looks
 * before it calls, and never calls twice: an upgrade that is running is joined, whoever started it.
 */
public final class MasterUpgrade implements Stage<MasterUpgradeState> {
    private static final Duration POLL = Duration.ofSeconds(10);
    /** How long the cluster may go on to report the old version after its upgrade has ended. */
    private static final Duration REPORT_LAG = Duration.ofMinutes(5);

    private final MasterUpgradeRequest request;

    public MasterUpgrade(MasterUpgradeRequest request) {
        this.request = request;
    }

    /**
     * One look.
     *
     * @param versions what GKE offers
     * @param operations what GKE lists for the cluster, newest first
     * @param ours the operation that the state names, as it is now
     */
    record Seen(Cluster cluster, ServerVersions versions, List<Operation> operations, Optional<Operation> ours) {}

    /** What can be done next. Only {@link Submit} changes the cluster. */
    sealed interface Change {
        record Settle(GkeVersion from, GkeVersion target) implements Change {}

        record Intend(List<String> known) implements Change {}

        record Submit(GkeVersion target) implements Change {}

        record Follow(String operation, boolean joined) implements Change {}

        record NoteEnd(Instant at) implements Change {}

        record LookAgain() implements Change {}
    }

    @Override
    public MasterUpgradeState begin(Instant now) {
        return MasterUpgradeState.first(now);
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public Tick<MasterUpgradeState> advance(MasterUpgradeState state, World world) {
        return Decisions.carryOut(
                decide(state, observe(state, world.controlPlane()), world.now()),
                state,
                world.progress(),
                change -> act(state, change, world.controlPlane()));
    }

    private static Seen observe(MasterUpgradeState state, ControlPlane gke) {
        Optional<Operation> ours =
                state.operation().isEmpty() ? Optional.empty() : Optional.of(gke.operation(state.operation()));
        // After the operation: a cluster read before it could still show the old version when the operation has ended.
        Cluster cluster = gke.cluster();
        List<Operation> operations = state.phase() == Phase.UPGRADING ? List.of() : gke.operations();
        ServerVersions versions = state.phase() == Phase.LOOKING
                ? gke.serverVersions()
                : new ServerVersions(cluster.version(), List.of(), List.of());
        return new Seen(cluster, versions, operations, ours);
    }

    private static MasterUpgradeState act(MasterUpgradeState state, Change change, ControlPlane gke) {
        if (change instanceof Change.Settle settle) {
            return state.heading(settle.from(), settle.target());
        }
        if (change instanceof Change.Intend intend) {
            return state.submitting(intend.known());
        }
        if (change instanceof Change.Submit submit) {
            return state.upgrading(gke.upgradeControlPlane(submit.target()).name(), false);
        }
        if (change instanceof Change.Follow follow) {
            return state.upgrading(follow.operation(), follow.joined());
        }
        return change instanceof Change.NoteEnd end ? state.ended(end.at()) : state.lookingAgain();
    }

    Decision<Change> decide(MasterUpgradeState state, Seen seen, Instant now) {
        if (state.target() == null) {
            return settle(seen);
        }
        return switch (state.phase()) {
            case LOOKING -> look(state, seen, now);
            case SUBMITTING -> submit(state, seen, now);
            case UPGRADING -> follow(state, seen, now);
        };
    }

    private Decision<Change> settle(Seen seen) {
        if (!seen.cluster().ref().gke()) {
            return new Decision.Refuse<>(
                    seen.cluster().ref().withoutGke(),
                    "Upgrade its control plane with its own tools (it runs "
                            + seen.cluster().version() + "), and leave gkeUpgradeMaster out.");
        }
        GkeVersion current = seen.cluster().version();
        VersionRequest wish = request.version();
        GkeVersion target;
        try {
            target =
                    wish.resolve(seen.versions().controlPlane(), seen.versions().defaultVersion());
        } catch (InvalidValue e) {
            return new Decision.Refuse<>("version: " + e.getMessage(), "Ask for one of these versions.");
        }
        // A default that is older is refused as the downgrade it is; any other alias is fulfilled by a newer build.
        boolean newerAlready = target.compareTo(current) < 0 && !wish.text().equals("-") && wish.matches(current);
        GkeVersion settled = newerAlready ? current : target;
        String saying = wish.exact() ? "" : "version " + wish + " means " + settled + " here; ";
        return new Decision.Act<>(
                new Change.Settle(current, settled),
                saying + "the control plane of " + seen.cluster().ref() + " runs " + current);
    }

    private Decision<Change> look(MasterUpgradeState state, Seen seen, Instant now) {
        if (seen.cluster().version().equals(state.target())) {
            return done(state, seen, now);
        }
        MasterChecks checks = new MasterChecks(seen.cluster(), seen.versions(), state.target());
        Optional<Decision<Change>> never = checks.never();
        if (never.isPresent()) {
            return never.get();
        }
        Optional<Operation> running = OperationText.running(seen.operations());
        if (running.isPresent()) {
            return behind(running.get(), state);
        }
        Optional<Decision<Change>> notNow = checks.notNow(request.maxSkew());
        return notNow.isPresent()
                ? notNow.get()
                : new Decision.Act<>(
                        new Change.Intend(upgrades(seen.operations())),
                        "upgrading the control plane from " + seen.cluster().version() + " to " + state.target());
    }

    private static Decision<Change> behind(Operation running, MasterUpgradeState state) {
        if (running.type().equals(Operation.UPGRADE_MASTER)) {
            return new Decision.Act<>(
                    new Change.Follow(running.name(), true),
                    "joining " + running.name() + ", which is upgrading the control plane already");
        }
        return new Decision.Wait<>(
                "waiting for " + OperationText.of(running) + " to end before the upgrade to " + state.target(), POLL);
    }

    private Decision<Change> submit(MasterUpgradeState state, Seen seen, Instant now) {
        Optional<Operation> submitted = seen.operations().stream()
                .filter(o -> o.type().equals(Operation.UPGRADE_MASTER))
                .filter(o -> !state.known().contains(o.name()))
                .findFirst();
        if (submitted.isPresent()) {
            return new Decision.Act<>(
                    new Change.Follow(submitted.get().name(), false),
                    "GKE took the upgrade as " + submitted.get().name());
        }
        if (seen.cluster().version().equals(state.target())) {
            return done(state, seen, now);
        }
        Optional<Operation> running = OperationText.running(seen.operations());
        if (running.isPresent()) {
            return behind(running.get(), state);
        }
        return new Decision.Act<>(new Change.Submit(state.target()), "");
    }

    private static List<String> upgrades(List<Operation> operations) {
        return operations.stream()
                .filter(o -> o.type().equals(Operation.UPGRADE_MASTER))
                .map(Operation::name)
                .toList();
    }

    private Decision<Change> follow(MasterUpgradeState state, Seen seen, Instant now) {
        Operation upgrade = seen.ours().orElseThrow();
        GkeVersion current = seen.cluster().version();
        if (!upgrade.ended()) {
            return new Decision.Wait<>(
                    "control plane " + state.from() + " -> " + state.target() + ": " + OperationText.standing(upgrade),
                    POLL);
        }
        if (upgrade.failed()) {
            throw new Failed("The upgrade of the control plane to " + state.target() + " failed: GKE ended "
                    + upgrade.name() + (state.joined() ? ", which this step had joined," : "") + " with: "
                    + upgrade.error() + " The control plane runs " + current + ".");
        }
        if (current.equals(state.target())) {
            return done(state, seen, now);
        }
        if (state.joined()) {
            return new Decision.Act<>(
                    new Change.LookAgain(), upgrade.name() + " ended and left the control plane at " + current);
        }
        return lagging(state, upgrade, current, now);
    }

    private static Decision<Change> lagging(
            MasterUpgradeState state, Operation upgrade, GkeVersion current, Instant now) {
        if (state.endedAt() == null) {
            return new Decision.Act<>(new Change.NoteEnd(now), "");
        }
        if (Duration.between(state.endedAt(), now).compareTo(REPORT_LAG) > 0) {
            throw new Failed("GKE ended " + upgrade.name() + " without an error, and the control plane still runs "
                    + current + " instead of " + state.target() + "; look at the operation in the Cloud console.");
        }
        return new Decision.Wait<>(
                upgrade.name() + " has ended; waiting for the cluster to report " + state.target() + " instead of "
                        + current,
                POLL);
    }

    private static Decision<Change> done(MasterUpgradeState state, Seen seen, Instant now) {
        return new Decision.Done<>(MasterChecks.outcome(seen.cluster(), state, now));
    }

    @Override
    public boolean untouched(MasterUpgradeState state) {
        return state.phase() == Phase.LOOKING;
    }

    @Override
    public String whenStopped(MasterUpgradeState state) {
        if (untouched(state)) {
            return "nothing was changed.";
        }
        String what =
                state.operation().isEmpty() ? "GKE may have begun the upgrade" : state.operation() + " goes on in GKE";
        return what + "; run the step again to join it.";
    }
}

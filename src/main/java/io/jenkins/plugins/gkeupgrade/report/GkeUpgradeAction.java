package io.jenkins.plugins.gkeupgrade.report;

import hudson.model.Api;
import hudson.model.Run;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page "GKE upgrade" of a build that ran steps of ours, its JSON, and what is stored for both. */
@ExportedBean
public final class GkeUpgradeAction implements RunAction2 {
    /** A list that can be saved while steps in parallel branches add to it. */
    private final List<StepRecord> steps = new CopyOnWriteArrayList<>();

    private transient volatile Run<?, ?> run;
    /** Asks the steps that run what they know; made at the first of them, as a build that was read has none. */
    private transient volatile LiveSteps live;

    /**
     * Adds a step to the build's report, or changes the entry that it has already, and saves the build when people would
     * miss the change after a restart: not for another look at a cluster that has not changed.
     *
     * @param id of the step
     * @param begin the entry of a step that has none yet
     * @param change what happens to the entry
     * @throws IOException when the build cannot be saved
     */
    public static void update(Run<?, ?> run, String id, Supplier<StepRecord> begin, UnaryOperator<StepRecord> change)
            throws IOException {
        if (of(run).update(id, begin, change)) {
            run.save();
        }
    }

    /**
     * Has the report tell what a step knows while it runs.
     *
     * @param id of the step
     * @param now asked from any thread whenever somebody looks at the report, until the step has ended
     */
    public static void follow(Run<?, ?> run, String id, Supplier<StepNow> now) {
        of(run).live().follow(id, now);
    }

    private synchronized LiveSteps live() {
        if (live == null) {
            live = new LiveSteps();
        }
        return live;
    }

    private static GkeUpgradeAction of(Run<?, ?> run) {
        synchronized (run) {
            GkeUpgradeAction known = run.getAction(GkeUpgradeAction.class);
            if (known == null) {
                known = new GkeUpgradeAction();
                run.addAction(known);
            }
            return known;
        }
    }

    private synchronized boolean update(String id, Supplier<StepRecord> begin, UnaryOperator<StepRecord> change) {
        for (int i = 0; i < steps.size(); i++) {
            StepRecord before = steps.get(i);
            if (before.id().equals(id)) {
                StepRecord after = change.apply(before);
                steps.set(i, after);
                if (after.endedAt().isPresent()) {
                    live().forget(id);
                }
                return after.state() != before.state() || !after.sawTheSameAs(before);
            }
        }
        steps.add(change.apply(begin.get()));
        return true;
    }

    /** What the page, the JSON and the archived file show; in the build's own JSON only for who names it. */
    @Exported(visibility = ReportJson.WHEN_NAMED)
    public UpgradeReport getReport() {
        Run<?, ?> build = run;
        if (build == null || !build.isBuilding()) {
            return lastReport();
        }
        LiveSteps asked = live;
        return ReportBuilder.report(
                asked == null ? steps : steps.stream().map(asked::now).toList(), Optional.of(Instant.now()));
    }

    /** The report of a build whose steps have all come to their end, or never will. */
    UpgradeReport lastReport() {
        return ReportBuilder.report(steps, Optional.empty());
    }

    /** For {@code api/json} and its relatives. */
    public Api getApi() {
        return new Api(getReport());
    }

    /** The build, for the side panel of the page. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** For the build's own page: a line for each cluster. */
    public List<String> getSummaries() {
        return ReportSummary.lines(getReport());
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cloud";
    }

    @Override
    public String getDisplayName() {
        return "GKE upgrade";
    }

    @Override
    public String getUrlName() {
        return "gke-upgrade";
    }
}

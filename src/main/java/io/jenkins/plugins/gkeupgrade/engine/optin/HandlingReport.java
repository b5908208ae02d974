package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInObservation.Item;
import io.jenkins.plugins.gkeupgrade.engine.workload.OwnerPatch;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds to an outcome which images a move has changed and what the owners of workloads have to do.
 *
 * <p>Keys: {@code imageChanges} (list of workload, reason) and {@code manifests} (list of workload, owner, files by path).
 */
record HandlingReport(OptInObservation seen, ImageNotes notes) {
    /** Key of the files for owners; each item has {@code workload}, {@code owner} and {@code files}. */
    static final String MANIFESTS = "manifests";

    Outcome addedTo(Outcome outcome) {
        Map<WorkloadRef, List<String>> drifts = notes.drifts(seen);
        List<Map<String, Object>> manifests = manifests();
        Map<String, Object> details = new LinkedHashMap<>(outcome.details());
        details.put(WorkloadRow.ROWS, rows(details.get(WorkloadRow.ROWS), drifts));
        details.put("imageChanges", changes(drifts));
        details.put(MANIFESTS, manifests);
        String summary = outcome.summary()
                + (drifts.isEmpty()
                        ? ""
                        : " The images of " + Sentences.list(drifts.keySet()) + " changed with the move.")
                + (manifests.isEmpty()
                        ? ""
                        : " Changes for the repositories of " + Sentences.count(manifests.size(), "workload")
                                + " are in the result under " + MANIFESTS + ", and archived with the build.");
        return new Outcome(outcome.verdict(), summary, details);
    }

    private static List<Map<String, Object>> changes(Map<WorkloadRef, List<String>> drifts) {
        List<Map<String, Object>> changes = new ArrayList<>();
        drifts.forEach((ref, clauses) ->
                changes.add(Map.of("workload", ref.toString(), "reason", String.join("; ", clauses))));
        return changes;
    }

    /** The rows, with what is to be said of images after the reason that they have. */
    private static List<Object> rows(Object rows, Map<WorkloadRef, List<String>> drifts) {
        List<Object> told = new ArrayList<>();
        for (Object row : rows instanceof List<?> list ? list : List.of()) {
            Map<?, ?> values = (Map<?, ?>) row;
            String name = values.get("kind") + " " + values.get("namespace") + "/" + values.get("name");
            Map<Object, Object> more = new LinkedHashMap<>(values);
            drifts.forEach((ref, clauses) -> {
                if (ref.toString().equals(name)) {
                    more.put("reason", values.get("reason") + "; " + String.join("; ", clauses));
                }
            });
            told.add(more);
        }
        return told;
    }

    private List<Map<String, Object>> manifests() {
        List<Map<String, Object>> manifests = new ArrayList<>();
        for (Item item : seen.items()) {
            Optional<OwnerPatch> patch = notes.handling().forOwner(item.plan());
            patch.ifPresent(p -> {
                Map<String, Object> manifest = new LinkedHashMap<>();
                manifest.put("workload", item.ref().toString());
                manifest.put("owner", p.owner().toString());
                manifest.put("files", p.files());
                manifests.add(manifest);
            });
        }
        return manifests;
    }
}

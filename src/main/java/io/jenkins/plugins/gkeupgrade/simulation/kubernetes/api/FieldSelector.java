package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which values some fields must have; only the fields that Kubernetes lets select by. */
final class FieldSelector {
    private static final Map<Resource, Set<String>> FIELDS = Map.of(
            Resources.PODS,
            Set.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "status.phase",
                    "status.podIP",
                    "status.nominatedNodeName"),
            Resources.NODES,
            Set.of("spec.unschedulable"),
            Resources.NAMESPACES,
            Set.of("status.phase"),
            Resources.REPLICA_SETS,
            Set.of("status.replicas"),
            Resources.JOBS,
            Set.of("status.successful"),
            Resources.EVENTS,
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "type",
                    "source"));

    private record Term(String[] path, String value, boolean equal) {}

    private final List<Term> terms;

    private FieldSelector(List<Term> terms) {
        this.terms = terms;
    }

    static FieldSelector parse(Resource resource, String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : text == null || text.isBlank() ? new String[0] : text.split(",")) {
            int equals = part.indexOf('=');
            boolean not = equals > 0 && part.charAt(equals - 1) == '!';
            if (equals < 1) {
                throw ApiException.badRequest(
                        "invalid selector: '" + text + "'; can't understand '" + part.trim() + "'");
            }
            String field = part.substring(0, not ? equals - 1 : equals).trim();
            boolean known = field.equals("metadata.name")
                    || field.equals("metadata.namespace")
                    || FIELDS.getOrDefault(resource, Set.of()).contains(field);
            if (!known) {
                throw ApiException.badRequest("Unable to find \"" + resource.group() + "/, Resource="
                        + resource.plural() + "\" that match label selector \"\", field selector \"" + text
                        + "\": field label not supported: " + field);
            }
            String value = part.substring(
                    part.charAt(Math.min(equals + 1, part.length() - 1)) == '=' ? equals + 2 : equals + 1);
            terms.add(new Term(field.split("\\."), value.trim(), !not));
        }
        return new FieldSelector(terms);
    }

    boolean matches(Manifest object) {
        for (Term term : terms) {
            if (Trees.text(object.tree(), term.path()).equals(term.value()) != term.equal()) {
                return false;
            }
        }
        return true;
    }
}

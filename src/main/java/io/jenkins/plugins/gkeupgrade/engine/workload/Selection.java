package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.OwnerReference;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which workloads a step is about.
 *
 * @param namespace one namespace, or {@value #ALL_NAMESPACES} for all but those of the system
 * @param selector label selector on the workloads themselves
 * @param names names, each alone ({@code cart}) or with its kind ({@code Deployment/cart}); empty selects by label only
 * @param kinds kinds to look at
 */
public record Selection(String namespace, LabelSelector selector, List<Name> names, Set<WorkloadKind> kinds)
        implements Serializable {
    public static final String ALL_NAMESPACES = "*";
    public static final String DEFAULT_NAMESPACE = "default";

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    // Kubernetes reserves kube-, GKE runs its own agents in gke-* and gmp-*.
    private static final List<String> SYSTEM_PREFIXES = List.of("kube-", "gke-", "gmp-");

    /** @param kind null for any kind */
    public record Name(WorkloadKind kind, String name) implements Serializable {
        static Name parse(String text) {
            String whole = text == null ? "" : text.trim();
            int slash = whole.indexOf('/');
            String bare = whole.substring(slash + 1);
            if (!NAME.matcher(bare).matches()) {
                throw new InvalidValue("'" + text + "' is not a workload name: expected a name such as cart, or with"
                        + " its kind such as Deployment/cart.");
            }
            return new Name(slash < 0 ? null : WorkloadKind.parse(whole.substring(0, slash)), bare);
        }

        boolean matches(WorkloadKind otherKind, String otherName) {
            return name.equals(otherName) && (kind == null || kind == otherKind);
        }

        @Override
        public String toString() {
            return kind == null ? name : kind.kubernetes() + "/" + name;
        }
    }

    public Selection {
        names = List.copyOf(names);
        kinds = Set.copyOf(kinds);
    }

    /**
     * Reads a selection from step parameters; null and empty mean the default of each.
     *
     * @throws InvalidValue naming the parameter
     */
    public static Selection of(String namespace, String selector, List<String> names, List<String> kinds) {
        return new Selection(
                namespace(namespace), selector(selector), names(names == null ? List.of() : names), kinds(kinds));
    }

    private static String namespace(String text) {
        String namespace = text == null || text.isBlank() ? DEFAULT_NAMESPACE : text.trim();
        if (!namespace.equals(ALL_NAMESPACES) && !NAMESPACE.matcher(namespace).matches()) {
            throw new InvalidValue("namespace: '" + text + "' is not a namespace: expected one name, or '*' for all.");
        }
        return namespace;
    }

    private static LabelSelector selector(String text) {
        try {
            return LabelSelector.parse(text);
        } catch (InvalidValue e) {
            throw e.in("selector");
        }
    }

    private static List<Name> names(List<String> texts) {
        List<Name> names = new ArrayList<>();
        for (String text : texts) {
            try {
                names.add(Name.parse(text));
            } catch (InvalidValue e) {
                throw e.in("names");
            }
        }
        return names;
    }

    private static Set<WorkloadKind> kinds(List<String> texts) {
        Set<WorkloadKind> kinds = EnumSet.noneOf(WorkloadKind.class);
        for (String text : texts == null ? List.<String>of() : texts) {
            try {
                kinds.add(WorkloadKind.parse(text));
            } catch (InvalidValue e) {
                throw e.in("kinds");
            }
        }
        return kinds.isEmpty() ? EnumSet.allOf(WorkloadKind.class) : kinds;
    }

    /** The namespace to watch; empty for all. */
    public String watchedNamespace() {
        return namespace.equals(ALL_NAMESPACES) ? "" : namespace;
    }

    /**
     * Whether this object is meant. An object that a controller of Kubernetes made is not: its owner is. One that an
     * operator made is, because its owner is of no kind that we know.
     */
    boolean includes(WorkloadKind kind, Manifest object) {
        // First what an object knows by heart: most of what a look sees are pods that some controller made.
        return onTop(kind, object)
                && kinds.contains(kind)
                && inNamespace(object.namespace())
                && selector.matches(object.labels())
                && (names.isEmpty() || names.stream().anyMatch(n -> n.matches(kind, object.name())));
    }

    /**
     * Sees to it that something was found, and with names something for each of them: a misspelt one would go unnoticed.
     *
     * @throws Refused naming what was not found
     */
    public void requireFound(Collection<Workload> found) {
        missing(found).ifPresent(missing -> {
            throw new Refused(
                    "No workload matches the selection: " + missing + ".",
                    "Check the namespace, selector, names and kinds.");
        });
    }

    /** The part of the selection for which nothing was found; empty when there is none. */
    public Optional<Selection> missing(Collection<Workload> found) {
        List<Name> unknown = names.stream()
                .filter(n -> found.stream()
                        .noneMatch(w -> n.matches(w.ref().kind(), w.ref().name())))
                .toList();
        return found.isEmpty() || !unknown.isEmpty()
                ? Optional.of(new Selection(namespace, selector, unknown, kinds))
                : Optional.empty();
    }

    private static boolean onTop(WorkloadKind kind, Manifest object) {
        OwnerReference owner = object.owner();
        return owner.nobody() || (owner.custom() && !passing(kind, object));
    }

    /** Operators keep old ReplicaSets for a way back; and pods that run to an end, as those of a build, end where they run. */
    private static boolean passing(WorkloadKind kind, Manifest object) {
        return switch (kind) {
            case REPLICA_SET, REPLICATION_CONTROLLER -> object.number(1, "spec", "replicas") == 0;
            case POD -> !object.text("spec", "restartPolicy").equals("Always");
            default -> false;
        };
    }

    private boolean inNamespace(String other) {
        return namespace.equals(ALL_NAMESPACES) ? !isSystem(other) : namespace.equals(other);
    }

    /** Whether the namespace belongs to Kubernetes or to GKE, and no team. */
    public static boolean isSystem(String namespace) {
        return SYSTEM_PREFIXES.stream().anyMatch(namespace::startsWith);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add(namespace.equals(ALL_NAMESPACES) ? "all namespaces" : "namespace " + namespace);
        if (!selector.isEmpty()) {
            parts.add("label " + selector);
        }
        if (!names.isEmpty()) {
            parts.add("names "
                    + String.join(", ", names.stream().map(Name::toString).toList()));
        }
        if (kinds.size() < WorkloadKind.values().length) {
            parts.add("kinds "
                    + String.join(
                            ", ",
                            kinds.stream()
                                    .sorted()
                                    .map(WorkloadKind::kubernetes)
                                    .toList()));
        }
        return String.join(", ", parts);
    }
}

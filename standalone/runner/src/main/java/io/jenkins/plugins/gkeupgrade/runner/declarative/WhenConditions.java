package io.jenkins.plugins.gkeupgrade.runner.declarative;

import groovy.lang.Closure;
import hudson.AbortException;
import io.jenkins.plugins.gkeupgrade.runner.binding.StepArguments;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/** Evaluates the conditions of {@code when}. */
final class WhenConditions {
    private static final Set<String> NESTING = Set.of("allOf", "anyOf", "not");
    /** Conditions on changes, tags and causes: a run here has none of them. */
    private static final Set<String> NEVER =
            Set.of("buildingTag", "changeRequest", "changelog", "changeset", "isRestartedRun", "tag", "triggeredBy");

    private final Declarative pipeline;

    WhenConditions(Declarative pipeline) {
        this.pipeline = pipeline;
    }

    static Set<String> names() {
        Set<String> names = new TreeSet<>(NESTING);
        names.addAll(NEVER);
        names.addAll(List.of("branch", "environment", "equals", "expression"));
        return names;
    }

    static boolean isNesting(String name) {
        return NESTING.contains(name);
    }

    /** Whether all conditions hold; stops at the first that does not. */
    boolean allHold(List<Section> conditions) throws Throwable {
        for (Section condition : conditions) {
            if (!holds(condition)) {
                return false;
            }
        }
        return true;
    }

    private boolean anyHolds(List<Section> conditions) throws Throwable {
        for (Section condition : conditions) {
            if (holds(condition)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(Section condition) throws Throwable {
        String name = condition.text("name");
        return switch (name) {
            case "allOf" -> allHold(condition.sections("children"));
            case "anyOf" -> anyHolds(condition.sections("children"));
            case "not" -> !allHold(condition.sections("children"));
            case "expression" -> DefaultTypeTransformation.castToBoolean(pipeline.evaluate(condition.closure("body")));
            case "branch" -> branch(arguments(condition, "pattern"));
            case "environment" -> environment(arguments(condition, null));
            case "equals" -> equal(arguments(condition, null));
            case "triggeredBy" -> triggeredBy(arguments(condition, "cause"));
            default -> {
                if (!NEVER.contains(name)) {
                    throw new AbortException("The condition " + name + " is not known.");
                }
                yield false;
            }
        };
    }

    private Map<String, Object> arguments(Section condition, String soleKey) throws Throwable {
        Closure<?> closure = condition.closure("arguments");
        List<?> given = (List<?>) pipeline.evaluate(closure);
        return StepArguments.of(given.toArray(), false, soleKey, false).named();
    }

    private boolean branch(Map<String, Object> arguments) {
        String actual = variable("BRANCH_NAME");
        String pattern = String.valueOf(arguments.get("pattern"));
        if (actual == null || actual.isEmpty()) {
            actual = variable("GIT_LOCAL_BRANCH");
        }
        if (actual == null || actual.isEmpty() || pattern.isEmpty()) {
            return (actual == null || actual.isEmpty()) && pattern.isEmpty();
        }
        return TextComparator.of(String.valueOf(arguments.get("comparator"))).matches(pattern, actual);
    }

    private boolean environment(Map<String, Object> arguments) {
        String actual = variable(String.valueOf(arguments.get("name")));
        String wanted =
                arguments.get("value") == null ? "" : arguments.get("value").toString();
        String found = actual == null ? "" : actual;
        return Boolean.TRUE.equals(arguments.get("ignoreCase")) ? found.equalsIgnoreCase(wanted) : found.equals(wanted);
    }

    private static boolean equal(Map<String, Object> arguments) {
        Object expected = arguments.get("expected");
        Object actual = arguments.get("actual");
        return Objects.equals(expected, actual) || DefaultTypeTransformation.compareEqual(expected, actual);
    }

    /** Somebody started the run by hand. */
    private static boolean triggeredBy(Map<String, Object> arguments) {
        return "UserIdCause".equals(String.valueOf(arguments.get("cause")));
    }

    private String variable(String name) {
        return pipeline.execution()
                .environment(pipeline.execution().current().scope())
                .get(name);
    }
}

package io.jenkins.plugins.gkeupgrade.steps;

import hudson.AbortException;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The arguments of a call in a script, checked against the parameters of the step. Left to itself, Jenkins goes on with a
 * warning when a name is misspelt, and takes {@code dryRun: 'yes'} for false: both would move workloads that nobody
 * meant to move.
 */
final class ScriptArguments {
    /** Lists that narrow a selection. An empty one comes from a script that found nothing, and must not widen it to all. */
    private static final Set<String> NARROWING = Set.of("names", "kinds");

    private final String function;
    private final Map<String, Type> parameters = new LinkedHashMap<>();

    /**
     * The arguments in the types of their parameters.
     *
     * @throws AbortException naming the argument: a refusal without a stack trace
     */
    static Map<String, Object> of(StepDescriptor descriptor, List<String> texts, Map<String, ?> given)
            throws AbortException {
        try {
            return new ScriptArguments(descriptor.getFunctionName(), descriptor.clazz, texts).checked(given);
        } catch (InvalidValue e) {
            throw StepFailures.changedNothing(e.getMessage());
        }
    }

    /**
     * @param function name of the step, or of what is written as its argument
     * @param type class of it; its optional parameters are its {@code @DataBoundSetter}s
     * @param texts parameters of its constructor, all of them texts
     */
    ScriptArguments(String function, Class<?> type, List<String> texts) {
        this.function = function;
        texts.forEach(name -> parameters.put(name, String.class));
        Map<String, Type> optional = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String name = Introspector.decapitalize(method.getName().substring("set".length()));
                optional.put(name, method.getGenericParameterTypes()[0]);
            }
        }
        parameters.putAll(optional);
    }

    /**
     * The arguments in the types of their parameters; null means not given.
     *
     * @throws InvalidValue naming the argument
     */
    Map<String, Object> checked(Map<String, ?> given) {
        Map<String, Object> checked = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            Type wanted = parameters.get(name);
            if (wanted == null) {
                throw new InvalidValue(name + ": " + function + " has no such parameter: it has "
                        + String.join(", ", parameters.keySet()) + ".");
            }
            if (value != null) {
                checked.put(name, converted(name, wanted, value));
            }
        });
        return checked;
    }

    private static Object converted(String name, Type wanted, Object value) {
        if (wanted == String.class) {
            return text(name, value);
        }
        if (wanted == int.class || wanted == Integer.class) {
            return wholeNumber(name, value);
        }
        if (wanted == boolean.class) {
            return bool(name, value);
        }
        return listsTexts(wanted) ? texts(name, value) : gates(name, value);
    }

    private static boolean listsTexts(Type wanted) {
        return wanted instanceof ParameterizedType list && list.getActualTypeArguments()[0] == String.class;
    }

    private static List<WaveGate> gates(String name, Object value) {
        Collection<?> items = items(value);
        if (items == null) {
            throw unfit(name, value, "a list, such as [" + ScriptGate.EXAMPLE + "]");
        }
        try {
            return items.stream().map(ScriptGate::of).toList();
        } catch (InvalidValue e) {
            throw e.in(name);
        }
    }

    /** Null when the value is no list. */
    private static Collection<?> items(Object value) {
        return value instanceof Object[] array
                ? Arrays.asList(array)
                : value instanceof Collection<?> collection ? collection : null;
    }

    private static String text(String name, Object value) {
        if (value instanceof CharSequence || value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        throw value instanceof Number
                ? new InvalidValue(name + ": " + value + " is a number, which may have lost digits: put it in quotes.")
                : unfit(name, value, "a text");
    }

    private static Integer wholeNumber(String name, Object value) {
        if (value instanceof Number || value instanceof CharSequence) {
            try {
                return Integer.valueOf(value.toString().strip());
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw unfit(name, value, "a whole number");
    }

    private static Boolean bool(String name, Object value) {
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unfit(name, value, "true or false");
        };
    }

    private static List<String> texts(String name, Object value) {
        Collection<?> items = items(value);
        if (items == null) {
            // Brackets with names in them are a map to Groovy.
            String example =
                    value instanceof Map ? "a list of texts, such as ['a', 'b']" : "a list, such as ['" + value + "']";
            throw unfit(name, value, example);
        }
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(text(name, item)));
        if (NARROWING.contains(name) && texts.stream().allMatch(String::isBlank)) {
            throw new InvalidValue(
                    name + ": the list names nothing, which would select all: name one, or leave it out for all.");
        }
        return texts;
    }

    private static InvalidValue unfit(String name, Object value, String expected) {
        return new InvalidValue(name + ": '" + value + "' is not " + expected + ".");
    }
}

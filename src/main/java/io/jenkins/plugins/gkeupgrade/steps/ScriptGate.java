package io.jenkins.plugins.gkeupgrade.steps;

import hudson.ExtensionList;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A gate as a script writes it: made here, because Jenkins itself would only log that {@code failureLimt} is unknown, and
 * the gate would let more pass than its author meant.
 */
final class ScriptGate {
    static final String EXAMPLE = "httpProbe(url: '…')";

    /** Jenkins' name for an argument that was given without one. */
    private static final String UNNAMED = "<anonymous>";

    private ScriptGate() {}

    /** @throws InvalidValue naming the argument that is wrong */
    static WaveGate of(Object written) {
        if (written instanceof WaveGate made) {
            return made;
        }
        if (written instanceof UninstantiatedDescribable call) {
            return made(call.getSymbol(), call.getArguments());
        }
        if (written instanceof Map<?, ?> map && map.get("$class") instanceof String name) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            map.forEach((key, value) -> arguments.put(key.toString(), value));
            arguments.remove("$class");
            return made(name, arguments);
        }
        throw notAGate(written);
    }

    private static InvalidValue notAGate(Object written) {
        return new InvalidValue("'" + written + "' is not a gate, such as " + EXAMPLE + ".");
    }

    /** @param name its symbol or its class */
    private static WaveGate made(String name, Map<String, ?> given) {
        WaveGateDescriptor<?> descriptor = ExtensionList.lookup(WaveGateDescriptor.class).stream()
                .map(each -> (WaveGateDescriptor<?>) each)
                .filter(each -> isCalled(each, name))
                .findFirst()
                .orElseThrow(() -> notAGate(name));
        String symbol = symbol(descriptor);
        List<String> needed = needed(descriptor.clazz);
        Map<String, ?> named = given.size() == 1 && given.containsKey(UNNAMED)
                ? Collections.singletonMap(needed.get(0), given.get(UNNAMED))
                : given;
        Map<String, Object> checked = new ScriptArguments(symbol, descriptor.clazz, needed).checked(named);
        try {
            return new UninstantiatedDescribable(symbol, null, checked).instantiate(WaveGate.class, null);
        } catch (Exception e) {
            throw new IllegalStateException(symbol + " cannot be made of " + checked.keySet(), e);
        }
    }

    private static boolean isCalled(WaveGateDescriptor<?> descriptor, String name) {
        return symbol(descriptor).equals(name)
                || descriptor.clazz.getSimpleName().equals(name)
                || descriptor.clazz.getName().equals(name);
    }

    private static String symbol(WaveGateDescriptor<?> descriptor) {
        return descriptor.getClass().getAnnotation(Symbol.class).value()[0];
    }

    /** Names of the parameters of the constructor. */
    private static List<String> needed(Class<?> gate) {
        return Arrays.stream(gate.getConstructors())
                .filter(each -> each.isAnnotationPresent(DataBoundConstructor.class))
                .map(Constructor::getParameters)
                .flatMap(Arrays::stream)
                .map(Parameter::getName)
                .toList();
    }
}

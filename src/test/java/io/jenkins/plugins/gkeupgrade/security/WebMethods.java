package io.jenkins.plugins.gkeupgrade.security;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import hudson.model.Item;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.stapler.WebMethod;

/** Every method of the plugin that Stapler would call for a URL, found in the classes so that none is forgotten. */
public final class WebMethods {
    private static final String PLUGIN = "io.jenkins.plugins.gkeupgrade";

    private WebMethods() {}

    /**
     * One method of one class that can be made.
     *
     * @param type the class, which may have inherited the method
     */
    public record Endpoint(Class<?> type, Method method) {
        public String name() {
            return method.getName();
        }

        public boolean knowsItem() {
            return Arrays.asList(method.getParameterTypes()).contains(Item.class);
        }

        /** @param text for every parameter that is a text */
        Object call(Item item, String text) throws Throwable {
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(parameter -> parameter == Item.class ? item : parameter == String.class ? text : null)
                    .toArray();
            try {
                return method.invoke(type.getDeclaredConstructor().newInstance(), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        @Override
        public String toString() {
            String whole = type.getName().substring(PLUGIN.length() + 1);
            return whole + "#" + method.getName();
        }
    }

    public static List<Endpoint> all() {
        return new ClassFileImporter()
                .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS).importPackages(PLUGIN).stream()
                        .map(JavaClass::reflect)
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                        .flatMap(WebMethods::of)
                        .sorted(Comparator.comparing(Endpoint::toString))
                        .toList();
    }

    private static Stream<Endpoint> of(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith(PLUGIN) && !method.isBridge())
                .filter(method -> method.getName().matches("do[A-Z].*") || method.isAnnotationPresent(WebMethod.class))
                .map(method -> new Endpoint(type, method));
    }
}

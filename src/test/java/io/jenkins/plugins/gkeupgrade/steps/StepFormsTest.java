package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import java.beans.Introspector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Forms as files: each field that can be bound is in the form, with help, and the form is well-formed. */
class StepFormsTest {
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");
    private static final Pattern TYPED = Pattern.compile(
            "<f:entry [^>]*field=\"(\\w+)\"[^>]*>\\s*<f:(?:textbox|textarea|expandableTextbox|number|combobox|password)\\b");
    private static final Pattern INCLUDE = Pattern.compile("<st:include page=\"([\\w.]+)\"");

    /** Whatever a form, a script or configuration as code can make, found in the classes so that none is forgotten. */
    static Stream<Class<?>> bound() {
        Stream<Class<?>> made = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.jenkins.plugins.gkeupgrade")
                        .stream()
                        .map(JavaClass::reflect)
                        .filter(type -> Arrays.stream(type.getDeclaredConstructors())
                                .anyMatch(each -> each.isAnnotationPresent(DataBoundConstructor.class)));
        return Stream.concat(made, Stream.of(GkeUpgradeConfiguration.class));
    }

    @Test
    void allOfThemAreFound() {
        List<Class<?>> found = bound().toList();
        assertTrue(found.size() > 12, found.toString());
        assertTrue(found.containsAll(List.of(OptInWorkloadsStep.class, NamedCluster.class)), found.toString());
    }

    /** A text may be anything, and what is wrong with it is told while one types. */
    @ParameterizedTest
    @MethodSource("bound")
    void everyFieldThatTakesATextIsChecked(Class<?> type) throws Exception {
        Set<String> checked = new TreeSet<>();
        for (Class<?> asked :
                type == GkeUpgradeConfiguration.class ? new Class<?>[] {type} : type.getDeclaredClasses()) {
            Arrays.stream(asked.getMethods())
                    .map(Method::getName)
                    .filter(name -> name.startsWith("doCheck"))
                    .forEach(name -> checked.add(Introspector.decapitalize(name.substring("doCheck".length()))));
        }
        Set<String> unchecked = typedFields(type, "config.jelly");
        unchecked.removeAll(checked);
        // Any text may be in the answer of a server.
        unchecked.remove("contains");
        assertEquals(Set.of(), unchecked);
    }

    private static Set<String> typedFields(Class<?> type, String page) throws IOException {
        Set<String> fields = new TreeSet<>();
        String text = resource(type, page);
        for (Matcher typed = TYPED.matcher(text); typed.find(); ) {
            fields.add(typed.group(1));
        }
        for (Matcher include = INCLUDE.matcher(text); include.find(); ) {
            fields.addAll(typedFields(type, include.group(1)));
        }
        return fields;
    }

    /** A Declarative Pipeline does not compile without them, and inside withGkeCluster the cluster is left out. */
    @ParameterizedTest
    @MethodSource("bound")
    void theConstructorOfAStepDoesNotAskForTheCluster(Class<?> type) {
        if (GkeStep.class.isAssignableFrom(type)) {
            Constructor<?> binding = Stream.of(type.getConstructors())
                    .filter(each -> each.isAnnotationPresent(DataBoundConstructor.class))
                    .findFirst()
                    .orElseThrow();
            assertFalse(
                    Stream.of(binding.getParameters()).map(Parameter::getName).anyMatch("cluster"::equals),
                    binding::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("bound")
    void everyFieldIsInTheFormAndHasHelp(Class<?> type) throws Exception {
        Set<String> fields = boundFields(type);
        assertEquals(fields, formFields(type, "config.jelly"));
        for (String field : fields) {
            assertHelp(type, "help-" + field + ".html");
        }
        if (!type.getPackageName().endsWith("config")) {
            assertHelp(type, "help.html");
        }
    }

    /** Jenkins makes null of an emptied field, but 0 where the parameter is an {@code int}. */
    @ParameterizedTest
    @MethodSource("bound")
    void anEmptiedNumberMeansTheDefault(Class<?> type) throws Exception {
        for (Method setter : type.getMethods()) {
            Class<?> taken = setter.getParameterCount() == 1 ? setter.getParameterTypes()[0] : null;
            if (!setter.isAnnotationPresent(DataBoundSetter.class) || taken != int.class && taken != Integer.class) {
                continue;
            }
            assertEquals(Integer.class, taken, setter::toString);
            String field = setter.getName().substring("set".length());
            Class<?> form = Class.forName(type.getName() + "$DescriptorImpl");
            Object filled =
                    form.getMethod("getDefaults").invoke(form.getConstructor().newInstance());
            Method getter = type.getMethod("get" + field);
            Object usual = getter.invoke(filled);
            setter.invoke(filled, 77);
            assertEquals(77, getter.invoke(filled), field);
            setter.invoke(filled, (Integer) null);
            assertEquals(usual, getter.invoke(filled), field);
        }
    }

    @ParameterizedTest
    @MethodSource("bound")
    void whatFormsCallIsPostedAndNamesItsField(Class<?> type) throws Exception {
        for (Class<?> descriptor : type.getDeclaredClasses()) {
            for (Method method : descriptor.getMethods()) {
                String name = method.getName();
                if (name.startsWith("doCheck") || name.startsWith("doFill") || name.startsWith("doTest")) {
                    assertTrue(method.isAnnotationPresent(POST.class), method + " must be POST");
                }
                if (name.startsWith("doCheck")) {
                    String field = Introspector.decapitalize(name.substring("doCheck".length()));
                    assertTrue(boundFields(type).contains(field), method + " checks no field");
                }
            }
        }
    }

    private static Set<String> boundFields(Class<?> type) {
        Set<String> fields = new TreeSet<>();
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                Arrays.stream(constructor.getParameters())
                        .map(Parameter::getName)
                        .forEach(fields::add);
            }
        }
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                fields.add(Introspector.decapitalize(method.getName().substring("set".length())));
            }
        }
        return fields;
    }

    private static Set<String> formFields(Class<?> type, String page) throws Exception {
        String text = resource(type, page);
        assertNotNull(text, page + " of " + type.getSimpleName());
        assertTrue(text.startsWith("<?jelly escape-by-default='true'?>"), page + " escapes");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        Set<String> fields = new TreeSet<>();
        for (Matcher field = FIELD.matcher(text); field.find(); ) {
            fields.add(field.group(1));
        }
        for (Matcher include = INCLUDE.matcher(text); include.find(); ) {
            fields.addAll(formFields(type, include.group(1)));
        }
        return fields;
    }

    private static void assertHelp(Class<?> type, String file) throws Exception {
        String text = resource(type, file);
        assertNotNull(text, file + " of " + type.getSimpleName());
        assertEquals(1, text.split("<div>", -1).length - 1, file + " is one div");
        assertTrue(text.startsWith("<div>\n") && text.endsWith("</div>\n"), file + " is one div");
        assertFalse(text.contains("<script"), file);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Pages and help are inherited, as Jenkins looks them up. */
    private static String resource(Class<?> type, String file) throws IOException {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            try (InputStream in = c.getResourceAsStream(c.getSimpleName() + "/" + file)) {
                if (in != null) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        return null;
    }
}

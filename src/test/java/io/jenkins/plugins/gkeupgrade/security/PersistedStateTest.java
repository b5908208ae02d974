package io.jenkins.plugins.gkeupgrade.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import hudson.ExtensionList;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.steps.GkeStep;
import io.jenkins.plugins.gkeupgrade.steps.GkeStepDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a build saves about our steps, by the types of everything that hangs on it: requests, states of stages and step
 * executions. Plain values only: no client, no credentials, no message of an API, nothing that is a secret.
 */
class PersistedStateTest {
    private static final String PLUGIN = "io.jenkins.plugins.gkeupgrade";
    private static final Set<Class<?>> PLAIN =
            Set.of(String.class, Boolean.class, Integer.class, Long.class, Double.class, Instant.class, Duration.class);
    /** Made of plain values in the program state of a Pipeline, or of Jenkins' own things there. */
    private static final Set<Class<?>> BY_JENKINS = Set.of(StepContext.class, Throwable.class);

    static Stream<Class<?>> persisted() {
        List<? extends Class<?>> ours = new ClassFileImporter()
                .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS).importPackages(PLUGIN).stream()
                        .map(JavaClass::reflect)
                        .filter(type -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers()))
                        .toList();
        return Stream.concat(
                ours.stream()
                        .filter(type -> StageRequest.class.isAssignableFrom(type)
                                || StepExecution.class.isAssignableFrom(type)),
                ours.stream().filter(Stage.class::isAssignableFrom).map(PersistedStateTest::stateOf));
    }

    /** The state type that a stage is declared with. */
    private static Class<?> stateOf(Class<?> stage) {
        for (Class<?> here = stage; here != null; here = here.getSuperclass()) {
            Stream<Type> supertypes = Stream.concat(
                    Stream.of(here.getGenericInterfaces()), Stream.ofNullable(here.getGenericSuperclass()));
            Optional<Class<?>> state = supertypes
                    .filter(ParameterizedType.class::isInstance)
                    .map(type -> ((ParameterizedType) type).getActualTypeArguments()[0])
                    .filter(Class.class::isInstance)
                    .<Class<?>>map(type -> (Class<?>) type)
                    .findFirst();
            if (state.isPresent()) {
                return state.get();
            }
        }
        throw new AssertionError(stage + " does not say its state");
    }

    @ParameterizedTest
    @MethodSource("persisted")
    void onlyPlainValuesHangOnIt(Class<?> root) {
        assertTrue(Serializable.class.isAssignableFrom(root), root + " is not serializable");
        assertPlain(root, root.getSimpleName(), new HashSet<>());
    }

    private static void assertPlain(Type type, String path, Set<Type> seen) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            assertContainer(generic, path);
            Stream.of(generic.getActualTypeArguments()).forEach(argument -> assertPlain(argument, path + "<>", seen));
        } else if (type instanceof WildcardType wildcard) {
            assertPlain(wildcard.getUpperBounds()[0], path, seen);
        } else if (type instanceof TypeVariable<?> variable) {
            assertPlain(variable.getBounds()[0], path, seen);
        } else if (type instanceof GenericArrayType array) {
            assertPlain(array.getGenericComponentType(), path + "[]", seen);
        } else {
            assertPlainClass((Class<?>) type, path, seen);
        }
    }

    private static void assertContainer(ParameterizedType generic, String path) {
        Class<?> raw = (Class<?>) generic.getRawType();
        assertTrue(
                Collection.class.isAssignableFrom(raw)
                        || Map.class.isAssignableFrom(raw)
                        || raw.getName().startsWith(PLUGIN),
                path + " is a " + raw.getName());
    }

    private static void assertPlainClass(Class<?> type, String path, Set<Type> seen) {
        if (type.isPrimitive() || PLAIN.contains(type) || type.isEnum() || BY_JENKINS.contains(type)) {
            return;
        }
        // The type of a bound or of a value in a map of details; what is put there is checked where it is made.
        if (type == Object.class || type == Serializable.class) {
            return;
        }
        assertTrue(type.getName().startsWith(PLUGIN), path + " is a " + type.getName());
        assertTrue(
                !type.getName().matches(".*\\.(gcp|kube|credentials|simulation)\\..*"),
                path + " is a " + type.getName());
        assertTrue(
                type.isInterface() || Serializable.class.isAssignableFrom(type),
                path + " is a " + type.getName() + ", which is not serializable");
        for (Class<?> here = type; here != null && here.getName().startsWith(PLUGIN); here = here.getSuperclass()) {
            for (Field field : here.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    assertPlain(field.getGenericType(), path + "." + field.getName(), seen);
                }
            }
        }
    }

    @SuppressWarnings("rawtypes") // descriptors are all of one kind here
    static Stream<GkeStepDescriptor> descriptors() {
        return ExtensionList.lookup(StepDescriptor.class).stream()
                .filter(GkeStepDescriptor.class::isInstance)
                .map(GkeStepDescriptor.class::cast);
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void requestsComeBackAsTheyWere(GkeStepDescriptor<?> descriptor) throws Exception {
        Method request = GkeStep.class.getDeclaredMethod("request");
        request.setAccessible(true);
        Object before = request.invoke(descriptor.getDefaults());
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(saved)) {
            out.writeObject(before);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(saved.toByteArray()))) {
            assertEquals(before.toString(), in.readObject().toString());
        }
    }
}

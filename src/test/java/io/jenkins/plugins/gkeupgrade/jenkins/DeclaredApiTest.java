package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What standalone/jenkins-api and harness-api declare, compared with Jenkins itself: a class compiled against one links with the other. */
class DeclaredApiTest {
    private static final List<String> DECLARATIONS = List.of("jenkins-api", "harness-api");
    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;

    @TempDir
    private Path compiled;

    private final Set<String> differences = new TreeSet<>();

    /** Finds our declarations before Jenkins' classes of the same name. */
    private static final class Ours extends URLClassLoader {
        Ours(Path classes) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, DeclaredApiTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return findResource(name.replace('.', '/') + ".class") == null
                        ? super.loadClass(name, resolve)
                        : findClass(name);
            }
        }
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(each -> each.toString().endsWith(suffix))
                    .filter(each -> !each.getFileName().toString().startsWith("package-info"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyDeclarationIsJenkinsOwn() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-d", compiled.toString(), "-cp", System.getProperty("java.class.path")));
        for (String module : DECLARATIONS) {
            files(Path.of("standalone", module, "src", "main", "java"), ".java")
                    .forEach(each -> arguments.add(each.toString()));
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        List<Path> classes = files(compiled, ".class");
        assertTrue(classes.size() > 50, () -> classes.size() + " classes");
        try (Ours ours = new Ours(compiled)) {
            for (Path file : classes) {
                String name = compiled.relativize(file)
                        .toString()
                        .replaceFirst("\\.class$", "")
                        .replace('/', '.');
                compare(Class.forName(name, false, ours));
            }
        }
        assertEquals(Set.of(), differences);
    }

    private void compare(Class<?> ours) {
        Class<?> real;
        try {
            real = Class.forName(ours.getName(), false, DeclaredApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            differ(ours, "is not in Jenkins", (ours.getModifiers() & VISIBLE) != 0);
            return;
        }
        int kind = Modifier.INTERFACE | Modifier.STATIC;
        differ(ours, "kind", (ours.getModifiers() & kind) != (real.getModifiers() & kind));
        differ(ours, "kind", ours.isAnnotation() != real.isAnnotation() || ours.isEnum() != real.isEnum());
        differ(
                ours,
                "is abstract",
                !real.isEnum() && Modifier.isAbstract(real.getModifiers()) != Modifier.isAbstract(ours.getModifiers()));
        differ(ours, "is final", Modifier.isFinal(real.getModifiers()) && !Modifier.isFinal(ours.getModifiers()));
        differ(ours, "visibility", rank(ours.getModifiers()) > rank(real.getModifiers()));
        differ(ours, "supertypes " + supers(ours), !names(supers(real)).containsAll(names(supers(ours))));
        differ(
                ours,
                "type parameters",
                !Arrays.toString(ours.getTypeParameters()).equals(Arrays.toString(real.getTypeParameters())));
        members(ours).forEach(member -> compare(member, real));
    }

    private void compare(Member ours, Class<?> real) {
        List<Member> same = (ours instanceof java.lang.reflect.Constructor<?>
                        ? Stream.<Class<?>>of(real)
                        : supers(real).stream())
                .flatMap(DeclaredApiTest::members)
                .filter(each -> key(each).equals(key(ours)))
                .toList();
        if (same.isEmpty()) {
            differ(ours.getDeclaringClass(), "has no " + key(ours), rank(ours.getModifiers()) > 1);
            return;
        }
        Member theirs = same.get(0);
        Class<?> type = ours.getDeclaringClass();
        differ(
                type,
                key(ours) + " static",
                Modifier.isStatic(ours.getModifiers()) != Modifier.isStatic(theirs.getModifiers()));
        differ(
                type,
                key(ours) + " abstract",
                Modifier.isAbstract(ours.getModifiers()) != Modifier.isAbstract(theirs.getModifiers()));
        differ(type, key(ours) + " visibility", rank(ours.getModifiers()) > rank(theirs.getModifiers()));
        // A final one of ours is only stricter: nobody here overrides or sets it.
        differ(
                type,
                key(ours) + " final",
                Modifier.isFinal(theirs.getModifiers()) && !Modifier.isFinal(ours.getModifiers()));
        if (ours instanceof Executable mine && theirs instanceof Executable other) {
            differ(type, key(ours) + " throws", !thrown(mine).equals(thrown(other)));
            differ(
                    type,
                    key(ours) + " type parameters",
                    mine.getTypeParameters().length != other.getTypeParameters().length);
        }
    }

    private void differ(Class<?> type, String what, boolean really) {
        if (really) {
            differences.add(type.getName() + ": " + what);
        }
    }

    private static Stream<Member> members(Class<?> type) {
        return Stream.<Stream<? extends Member>>of(
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getDeclaredConstructors()))
                .flatMap(each -> each)
                .map(Member.class::cast)
                .filter(each -> !each.isSynthetic() && !Modifier.isPrivate(each.getModifiers()));
    }

    /** Name and descriptor, as a class file that refers to it has them. */
    private static String key(Member member) {
        if (member instanceof Field field) {
            return field.getName() + " " + field.getType().getName();
        }
        Executable executable = (Executable) member;
        return (member instanceof Method method
                        ? method.getName() + " " + method.getReturnType().getName()
                        : "new")
                + Arrays.stream(executable.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private static Set<Class<?>> supers(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            all.add(each);
            Arrays.stream(each.getInterfaces()).forEach(face -> all.addAll(supers(face)));
        }
        return all;
    }

    private static Set<String> names(Set<Class<?>> types) {
        return types.stream().map(Class::getName).collect(Collectors.toSet());
    }

    /** Checked exceptions, which a caller must know of. */
    private static Set<String> thrown(Executable executable) {
        return Arrays.stream(executable.getExceptionTypes())
                .filter(type -> !RuntimeException.class.isAssignableFrom(type) && !Error.class.isAssignableFrom(type))
                .map(Class::getName)
                .collect(Collectors.toSet());
    }

    private static int rank(int modifiers) {
        return Modifier.isPublic(modifiers)
                ? 3
                : Modifier.isProtected(modifiers) ? 2 : Modifier.isPrivate(modifiers) ? 0 : 1;
    }
}

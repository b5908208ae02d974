package io.jenkins.plugins.gkeupgrade.runner.script;

import groovy.lang.GroovyClassLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Shared libraries from folders: classes in src, global variables in vars, other files in resources. */
public final class Libraries {
    private final Map<String, Path> known;
    private final List<Path> loaded = new ArrayList<>();
    private final Map<String, PipelineScript> variables = new LinkedHashMap<>();
    private GroovyClassLoader loader;

    Libraries(Map<String, Path> known) {
        this.known = known;
    }

    void useLoader(GroovyClassLoader classes) {
        loader = classes;
    }

    /** Loads a library, once. @param identifier its name, perhaps with {@code @version} */
    public void load(String identifier) {
        String name = identifier.replaceFirst("@.*$", "");
        Path folder = known.get(name);
        if (folder == null) {
            throw new IllegalArgumentException("The library '" + name
                    + "' is not known here; name its folder with --library " + name + "=FOLDER.");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "The folder " + folder + " of the library '" + name + "' does not exist.");
        }
        if (!loaded.contains(folder)) {
            loaded.add(folder);
            loader.addClasspath(folder.resolve("src").toString());
        }
    }

    /** The global variable that a library has in vars; null when no loaded library has it. */
    Object variable(String name, ScriptCompiler compiler) {
        PipelineScript made = variables.get(name);
        if (made != null) {
            return made;
        }
        for (Path folder : loaded) {
            Path source = folder.resolve("vars").resolve(name + ".groovy");
            if (Files.isRegularFile(source)) {
                try {
                    PipelineScript script = compiler.parse(source);
                    variables.put(name, script);
                    return script;
                } catch (IOException e) {
                    throw new UncheckedIOException("The library file " + source + " cannot be read", e);
                }
            }
        }
        return null;
    }

    TreeSet<String> variableNames() {
        TreeSet<String> names = new TreeSet<>();
        for (Path folder : loaded) {
            Path vars = folder.resolve("vars");
            if (Files.isDirectory(vars)) {
                try (Stream<Path> files = Files.list(vars)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".groovy"))
                            .forEach(file -> names.add(file.replaceFirst("\\.groovy$", "")));
                } catch (IOException e) {
                    throw new UncheckedIOException("The library folder " + vars + " cannot be read", e);
                }
            }
        }
        return names;
    }

    /** The text of a file in a loaded library's resources; null when there is none. */
    public String resource(String path) throws IOException {
        for (Path folder : loaded) {
            Path file = folder.resolve("resources").resolve(path).normalize();
            if (file.startsWith(folder) && Files.isRegularFile(file)) {
                return Files.readString(file);
            }
        }
        return null;
    }
}

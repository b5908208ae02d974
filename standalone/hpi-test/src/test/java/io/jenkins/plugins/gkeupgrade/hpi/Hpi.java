package io.jenkins.plugins.gkeupgrade.hpi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/**
 * What is in a packaged plugin.
 *
 * @param files the names of its entries
 * @param manifest the attributes of its manifest
 * @param pluginJar the plugin's own jar, unpacked
 * @param jars the entries of each jar in WEB-INF/lib, by the jar's file name
 */
record Hpi(Set<String> files, Map<String, String> manifest, Path pluginJar, Map<String, Set<String>> jars) {

    /** @param folder where to unpack the jars */
    static Hpi read(Path file, Path folder) throws IOException {
        Map<String, Set<String>> jars = new TreeMap<>();
        for (Path jar : PluginLoader.unpack(file, folder)) {
            jars.put(jar.getFileName().toString(), entries(jar));
        }
        Path pluginJar = folder.resolve("gke-opt-in-upgrade-" + System.getProperty("hpi.version") + ".jar");
        return new Hpi(entries(file), manifest(file), pluginJar, jars);
    }

    Set<String> pluginJarEntries() {
        return jars.get(pluginJar.getFileName().toString());
    }

    /** The text of a file in the plugin's own jar; each byte is a character. */
    String text(String file) {
        try (ZipFile jar = new ZipFile(pluginJar.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(file))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of classes, with the jars that have them. Versions of a class for newer Java are not counted. */
    Map<String, List<String>> classes() {
        Map<String, List<String>> found = new TreeMap<>();
        jars.forEach((jar, entries) -> entries.stream()
                .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                .filter(name -> !name.endsWith("module-info.class") && !name.endsWith("package-info.class"))
                .forEach(name ->
                        found.computeIfAbsent(name, each -> new ArrayList<>()).add(jar)));
        return found;
    }

    static Map<String, String> manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Map<String, String> attributes = new TreeMap<>();
            Manifest manifest = file.getManifest();
            manifest.getMainAttributes().forEach((name, value) -> attributes.put(name.toString(), value.toString()));
            return attributes;
        }
    }

    private static Set<String> entries(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Set<String> names = new TreeSet<>();
            file.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
            return names;
        }
    }
}

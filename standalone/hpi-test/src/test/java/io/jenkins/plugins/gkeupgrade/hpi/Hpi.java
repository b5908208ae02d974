package io.jenkins.plugins.gkeupgrade.hpi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * What is in a packaged plugin.
 *
 * @param files the names of its entries
 * @param manifest the attributes of its manifest
 * @param jars the entries of each jar in WEB-INF/lib, by the jar's file name
 */
record Hpi(Set<String> files, Map<String, String> manifest, Map<String, Map<String, byte[]>> jars) {
    private static final String LIBRARIES = "WEB-INF/lib/";

    static Hpi read(Path file) throws IOException {
        Set<String> files = new TreeSet<>();
        Map<String, Map<String, byte[]>> jars = new TreeMap<>();
        Map<String, String> manifest;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
                files.add(entry.getName());
                if (entry.getName().startsWith(LIBRARIES) && !entry.isDirectory()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        jars.put(entry.getName().substring(LIBRARIES.length()), entries(in));
                    }
                }
            }
            try (InputStream in = zip.getInputStream(zip.getEntry("META-INF/MANIFEST.MF"))) {
                manifest = attributes(in);
            }
        }
        return new Hpi(files, manifest, jars);
    }

    Map<String, byte[]> pluginJar() {
        return jars.get("gke-opt-in-upgrade-" + System.getProperty("hpi.version") + ".jar");
    }

    Map<String, String> pluginJarManifest() throws IOException {
        return attributes(new ByteArrayInputStream(pluginJar().get("META-INF/MANIFEST.MF")));
    }

    /** The lines of a text file in the plugin's own jar. */
    List<String> lines(String file) {
        return new String(pluginJar().get(file), StandardCharsets.UTF_8).lines().toList();
    }

    /** Names of classes, with the jars that have them. Versions of a class for newer Java are not counted. */
    Map<String, List<String>> classes() {
        Map<String, List<String>> found = new TreeMap<>();
        jars.forEach((jar, entries) -> entries.keySet().stream()
                .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                .filter(name -> !name.endsWith("module-info.class") && !name.endsWith("package-info.class"))
                .forEach(name ->
                        found.computeIfAbsent(name, each -> new ArrayList<>()).add(jar)));
        return found;
    }

    private static Map<String, byte[]> entries(InputStream jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(jar)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static Map<String, String> attributes(InputStream manifest) throws IOException {
        Map<String, String> attributes = new TreeMap<>();
        new Manifest(manifest)
                .getMainAttributes()
                .forEach((name, value) -> attributes.put(name.toString(), value.toString()));
        return attributes;
    }
}

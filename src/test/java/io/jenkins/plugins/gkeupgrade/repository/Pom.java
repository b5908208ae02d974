package io.jenkins.plugins.gkeupgrade.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What a pom says in its own text: no parent, no interpolation. */
record Pom(Element project) {

    record Dependency(String group, String artifact, String scope, boolean optional, Set<String> exclusions) {
        boolean packaged() {
            return scope.equals("compile") || scope.equals("runtime");
        }
    }

    static Pom read(Path file) throws IOException {
        try {
            return new Pom(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is not a pom", e);
        }
    }

    String property(String name) {
        return child(project, "properties")
                .flatMap(properties -> child(properties, name))
                .map(Node::getTextContent)
                .orElseThrow(() -> new AssertionError("no property " + name));
    }

    List<Dependency> dependencies() {
        List<Dependency> found = new ArrayList<>();
        child(project, "dependencies")
                .ifPresent(all -> children(all, "dependency").stream()
                        .map(Pom::dependency)
                        .forEach(found::add));
        return found;
    }

    Dependency dependency(String artifact) {
        return dependencies().stream()
                .filter(each -> each.artifact().equals(artifact))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no dependency " + artifact));
    }

    private static Dependency dependency(Element of) {
        Set<String> exclusions = child(of, "exclusions").stream()
                .flatMap(all -> children(all, "exclusion").stream())
                .map(exclusion -> text(exclusion, "groupId", "") + ":" + text(exclusion, "artifactId", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Dependency(
                text(of, "groupId", ""),
                text(of, "artifactId", ""),
                text(of, "scope", "compile"),
                Boolean.parseBoolean(text(of, "optional", "false")),
                exclusions);
    }

    private static String text(Element of, String name, String otherwise) {
        return child(of, name).map(Node::getTextContent).map(String::strip).orElse(otherwise);
    }

    private static Optional<Element> child(Element of, String name) {
        return children(of, name).stream().findFirst();
    }

    private static List<Element> children(Element of, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}

package io.jenkins.plugins.gkeupgrade.arrows;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rooms below one root package, and which room may use which. */
record Rooms(String root) {
    private static final Set<String> ENGINE = Set.of("engine");
    private static final Set<String> ALL = Set.of(
            "engine",
            "gcp",
            "kube",
            "traffic",
            "simulation",
            "probe",
            "steps",
            "config",
            "credentials",
            "report",
            "overview");

    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("engine", Set.of()),
            Map.entry("gcp", ENGINE),
            Map.entry("kube", ENGINE),
            Map.entry("traffic", ENGINE),
            Map.entry("simulation", ENGINE),
            Map.entry("report", ENGINE),
            Map.entry("probe", ENGINE),
            Map.entry("credentials", Set.of("engine", "gcp", "kube")),
            Map.entry("config", Set.of("engine", "gcp", "kube", "credentials")),
            Map.entry("overview", Set.of("engine", "config")),
            Map.entry("steps", ALL));

    /** Rooms that know nothing of Jenkins, so that they can be used and tested without it. */
    private static final Set<String> WITHOUT_JENKINS =
            Set.of("engine", "gcp", "kube", "traffic", "simulation", "probe");

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("every class is in a room", everyClassIsInARoom());
        rules.put("engine uses java.* only", engineIsPureJava());
        ARROWS.forEach((room, allowed) -> {
            if (!allowed.equals(ALL)) {
                rules.put(room + " uses no room but " + allowed, onlyAllowed(room, allowed));
            }
        });
        WITHOUT_JENKINS.forEach(room -> rules.put(room + " does not use Jenkins", withoutJenkins(room)));
        return rules;
    }

    private ArchRule everyClassIsInARoom() {
        return classes()
                .that(not(resideInAnyPackage(packages(ALL))))
                .should()
                .haveSimpleName("package-info")
                .allowEmptyShould(true);
    }

    private ArchRule engineIsPureJava() {
        return classes()
                .that()
                .resideInAPackage(inRoom("engine"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", inRoom("engine"))
                .allowEmptyShould(true);
    }

    private ArchRule onlyAllowed(String room, Set<String> allowed) {
        List<String> others = new ArrayList<>(ALL);
        others.removeAll(allowed);
        others.remove(room);
        return noClasses()
                .that()
                .resideInAPackage(inRoom(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(others))
                .allowEmptyShould(true);
    }

    private ArchRule withoutJenkins(String room) {
        return noClasses()
                .that()
                .resideInAPackage(inRoom(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..", "com.cloudbees.plugins..")
                .allowEmptyShould(true);
    }

    private String[] packages(Iterable<String> rooms) {
        List<String> packages = new ArrayList<>();
        rooms.forEach(room -> packages.add(inRoom(room)));
        return packages.toArray(String[]::new);
    }

    private String inRoom(String room) {
        return root + "." + room + "..";
    }
}

package io.jenkins.plugins.gkeupgrade.runner.declarative;

import groovy.lang.Closure;
import java.util.List;
import java.util.Map;

/**
 * One stage. Of steps, stages and parallel exactly one is there.
 *
 * @param cell the axis values of a matrix cell; empty for other stages
 */
record Stage(String name, Section sections, List<Stage> parallel, boolean failFast, Map<String, String> cell) {
    static List<Stage> all(List<Section> sections) {
        return sections.stream().map(Stage::of).toList();
    }

    private static Stage of(Section section) {
        Section matrix = section.section("matrix");
        List<Stage> parallel = matrix != null
                ? new Matrix(matrix).cells()
                : section.has("parallel") ? all(section.sections("parallel")) : null;
        return new Stage(section.text("name"), section, parallel, section.flag("failFast"), Map.of());
    }

    static Stage ofCell(String name, Section section, Map<String, String> cell) {
        return new Stage(name, section, null, false, cell);
    }

    Section agent() {
        return sections.section("agent");
    }

    Section when() {
        return sections.section("when");
    }

    Section environment() {
        return sections.section("environment");
    }

    Section input() {
        return sections.section("input");
    }

    Section post() {
        return sections.section("post");
    }

    List<Section> options() {
        return sections.sections("options");
    }

    Closure<?> steps() {
        return sections.closure("steps");
    }

    /** The stages inside, one after another; null when there are none. */
    List<Stage> stages() {
        return sections.has("stages") ? all(sections.sections("stages")) : null;
    }
}

package io.jenkins.plugins.gkeupgrade.runner.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All combinations of a matrix's axis values but the excluded ones. */
record Matrix(Section section) {
    List<Stage> cells() {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Section axis : section.sections("axes")) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : texts(axis, "values")) {
                    Map<String, String> extended = new LinkedHashMap<>(combination);
                    extended.put(nameOf(axis), value);
                    longer.add(extended);
                }
            }
            combinations = longer;
        }
        return combinations.stream()
                .filter(cell ->
                        section.list("excludes").stream().noneMatch(exclude -> isExcluded(cell, (List<?>) exclude)))
                .map(cell -> Stage.ofCell("Matrix - " + label(cell), section.section("cell"), cell))
                .toList();
    }

    private static boolean isExcluded(Map<String, String> cell, List<?> axes) {
        return axes.stream().map(Section::of).allMatch(axis -> {
            String value = cell.get(nameOf(axis));
            return axis.has("notValues")
                    ? !texts(axis, "notValues").contains(value)
                    : texts(axis, "values").contains(value);
        });
    }

    private static String label(Map<String, String> cell) {
        return cell.entrySet().stream()
                .map(each -> each.getKey() + " = '" + each.getValue() + "'")
                .collect(Collectors.joining(", "));
    }

    private static String nameOf(Section axis) {
        return texts(axis, "name").get(0);
    }

    private static List<String> texts(Section axis, String key) {
        return axis.list(key).stream().map(String::valueOf).toList();
    }
}

package io.jenkins.plugins.gkeupgrade.runner.declarative;

import io.jenkins.plugins.gkeupgrade.runner.binding.Symbols;
import io.jenkins.plugins.gkeupgrade.runner.run.BuildParameter;
import java.util.Set;

/** The kinds of build parameters by their names in Pipelines. */
final class ParameterNames {
    private ParameterNames() {}

    static boolean isKnown(String name) {
        return all().contains(name);
    }

    static Set<String> all() {
        return Symbols.of(BuildParameter.class);
    }
}

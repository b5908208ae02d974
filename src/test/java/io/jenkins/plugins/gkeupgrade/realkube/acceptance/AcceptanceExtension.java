package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the cluster for the first test class that asks and keeps it to the end of the run: starting takes seconds. */
final class AcceptanceExtension implements ParameterResolver {
    private static final Namespace STORE = Namespace.create(AcceptanceExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AcceptanceCluster.class;
    }

    @Override
    public AcceptanceCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(AcceptanceCluster.class, key -> start(), AcceptanceCluster.class);
    }

    private static AcceptanceCluster start() {
        Path clusters = Path.of(System.getProperty(RealKubernetes.FOLDER_PROPERTY));
        return AcceptanceCluster.start(clusters.resolve("acceptance"));
    }
}

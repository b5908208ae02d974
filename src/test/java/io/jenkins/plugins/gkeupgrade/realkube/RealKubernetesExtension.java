package io.jenkins.plugins.gkeupgrade.realkube;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts a control plane for a test class, hands it to the tests, and has it stopped after the last one. */
final class RealKubernetesExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace STORE = Namespace.create(RealKubernetesExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        clusterOf(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealKubernetes.class;
    }

    @Override
    public RealKubernetes resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return clusterOf(context);
    }

    /**
     * The constructor of a class with one instance for all its tests is called before {@code beforeAll}, so either may be
     * the first to ask. JUnit closes what it stores when the context of the class ends.
     */
    private static RealKubernetes clusterOf(ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        Class<?> test = ofClass.getRequiredTestClass();
        return ofClass.getStore(STORE).computeIfAbsent(RealKubernetes.class, key -> start(test), RealKubernetes.class);
    }

    private static RealKubernetes start(Class<?> test) {
        Path clusters = Path.of(System.getProperty(RealKubernetes.FOLDER_PROPERTY));
        return RealKubernetes.start(clusters.resolve(test.getSimpleName()));
    }
}

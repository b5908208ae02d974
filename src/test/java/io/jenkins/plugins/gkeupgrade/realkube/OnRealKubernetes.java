package io.jenkins.plugins.gkeupgrade.realkube;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs the real control plane: it gets a fresh one, which all its tests share, as a parameter of type
 * {@link RealKubernetes}.
 *
 * <p>Such tests run only where the system property {@value RealKubernetes#FOLDER_PROPERTY} names a folder for the
 * clusters, which {@code standalone/test --real-kubernetes} does.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("real-kubernetes")
@EnabledIfSystemProperty(named = RealKubernetes.FOLDER_PROPERTY, matches = ".+")
@ExtendWith(RealKubernetesExtension.class)
public @interface OnRealKubernetes {}

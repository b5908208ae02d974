package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that works on the one {@link AcceptanceCluster} of the run, which it gets as a parameter. Its tests keep
 * to namespaces of their own and leave the control plane running without extra flags; one such class runs at a time, beside
 * classes with a control plane of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("real-kubernetes")
@EnabledIfSystemProperty(named = RealKubernetes.FOLDER_PROPERTY, matches = ".+")
@ExtendWith(AcceptanceExtension.class)
@ResourceLock("acceptance cluster")
@interface OnAcceptanceCluster {}

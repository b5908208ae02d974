package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** Small workloads for tests. */
final class TestWorkloads {
    private TestWorkloads() {}

    static Deployment deployment(String name, int replicas, PodTemplateSpec template) {
        return new DeploymentBuilder()
                .withMetadata(named(name))
                .withNewSpec()
                .withReplicas(replicas)
                .withSelector(podsOf(name))
                .withTemplate(template)
                .endSpec()
                .build();
    }

    static StatefulSet statefulSet(String name, int replicas, PodTemplateSpec template) {
        return new StatefulSetBuilder()
                .withMetadata(named(name))
                .withNewSpec()
                .withServiceName(name)
                .withReplicas(replicas)
                .withSelector(podsOf(name))
                .withTemplate(template)
                .endSpec()
                .build();
    }

    /** A Job whose pods run once. */
    static Job job(String name, int completions, PodTemplateSpec template) {
        return new JobBuilder()
                .withMetadata(named(name))
                .withNewSpec()
                .withCompletions(completions)
                .withTemplate(template.edit()
                        .editSpec()
                        .withRestartPolicy("Never")
                        .endSpec()
                        .build())
                .endSpec()
                .build();
    }

    private static ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).build();
    }

    private static LabelSelector podsOf(String name) {
        return new LabelSelectorBuilder().withMatchLabels(Map.of("app", name)).build();
    }

    /** One container with the image {@code name:1}; pods carry the label {@code app=name}. */
    static PodTemplateSpec template(String name, Map<String, String> annotations) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", name)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(5L)
                .addNewContainer()
                .withName("main")
                .withImage("registry.example.com/" + name + ":1")
                .endContainer()
                .endSpec()
                .build();
    }

    static PodTemplateSpec template(String name) {
        return template(name, Map.of());
    }

    /** Tolerates the taint and wants nodes with the label of the same key and value. */
    static PodTemplateSpec optedIn(PodTemplateSpec template, String key, String value) {
        return template.edit()
                .editSpec()
                .addNewToleration()
                .withKey(key)
                .withOperator("Equal")
                .withValue(value)
                .withEffect("NoSchedule")
                .endToleration()
                .withNewAffinity()
                .withNodeAffinity(requires(key, value))
                .endAffinity()
                .endSpec()
                .build();
    }

    /** The same without any toleration. */
    static PodTemplateSpec intolerant(PodTemplateSpec template) {
        return template.edit().editSpec().withTolerations(List.of()).endSpec().build();
    }

    /** Whatever controllers write to the object meanwhile. */
    static void setTemplate(Resource<?> workload, PodTemplateSpec template) {
        workload.patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template\",\"value\":" + Serialization.asJson(template) + "}]");
    }

    private static NodeAffinity requires(String key, String value) {
        return new NodeAffinityBuilder()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(key)
                .withOperator("In")
                .withValues(value)
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .build();
    }
}

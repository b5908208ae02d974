package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs pods of Jobs until enough have succeeded or too many have failed. */
final class JobController extends WorkloadController {
    JobController(ControlContext context) {
        super(context, "job-controller", Resources.JOBS, Resources.PODS);
    }

    @Override
    void sync(Manifest job) {
        if (isOver(job)) {
            return;
        }
        List<Manifest> pods = children(job);
        List<Manifest> active = pods.stream().filter(Pods::isActive).toList();
        long succeeded = count(pods, "Succeeded");
        long failed = count(pods, "Failed");
        long running = active.size();
        boolean suspended = job.flag("spec", "suspend");
        long completions = job.number(job.number(1, "spec", "parallelism"), "spec", "completions");
        boolean complete = succeeded >= completions;
        boolean hopeless = failed > job.number(6, "spec", "backoffLimit");
        if (suspended || complete || hopeless) {
            active.forEach(pod -> api.delete(Resources.PODS, pod.namespace(), pod.name(), DeleteOptions.DEFAULT));
            running = 0;
        } else {
            long wanted = Math.min(job.number(1, "spec", "parallelism"), completions - succeeded);
            for (; running < wanted; running++) {
                Map<String, Object> pod = Pods.fromTemplate(job, job.map("spec", "template"));
                api.create(
                        Resources.PODS, Manifest.wrap(Trees.with(pod, job.name() + "-", "metadata", "generateName")));
            }
        }
        updateStatus(job, status(job, running, succeeded, failed, complete, hopeless));
    }

    static boolean isOver(Manifest job) {
        return Conditions.isTrue(job.tree(), "Complete") || Conditions.isTrue(job.tree(), "Failed");
    }

    private static long count(List<Manifest> pods, String phase) {
        return pods.stream()
                .filter(pod -> pod.text("status", "phase").equals(phase))
                .count();
    }

    private Map<String, Object> status(
            Manifest job, long active, long succeeded, long failed, boolean complete, boolean hopeless) {
        Map<String, Object> status = new LinkedHashMap<>(job.map("status"));
        String now = context.server().timestamp();
        boolean suspended = job.flag("spec", "suspend");
        if (!suspended) {
            status.putIfAbsent("startTime", now);
        }
        status.keySet().removeAll(List.of("active", "succeeded", "failed"));
        status.putAll(counts("active", active, "succeeded", succeeded, "failed", failed));
        List<Map<String, Object>> conditions = Trees.maps(status, "conditions");
        if (complete) {
            status.putIfAbsent("completionTime", now);
            status.put("conditions", Conditions.with(conditions, now, "Complete", "True", "", ""));
        } else if (hopeless) {
            status.put(
                    "conditions",
                    Conditions.with(
                            conditions,
                            now,
                            "Failed",
                            "True",
                            "BackoffLimitExceeded",
                            "Job has reached the specified backoff limit"));
        } else if (suspended) {
            status.put(
                    "conditions",
                    Conditions.with(conditions, now, "Suspended", "True", "JobSuspended", "Job suspended"));
        } else if (Conditions.isTrue(job.tree(), "Suspended")) {
            status.put(
                    "conditions", Conditions.with(conditions, now, "Suspended", "False", "JobResumed", "Job resumed"));
        }
        return status;
    }
}

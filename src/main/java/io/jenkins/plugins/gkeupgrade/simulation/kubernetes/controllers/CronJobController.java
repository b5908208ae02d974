package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes Jobs of CronJobs when their time has come, and deletes old ones. */
final class CronJobController extends WorkloadController {
    CronJobController(ControlContext context) {
        super(context, "cronjob-controller", Resources.CRON_JOBS, Resources.JOBS);
    }

    @Override
    void sync(Manifest cron) {
        List<Manifest> jobs = children(cron);
        Manifest started = null;
        if (!cron.flag("spec", "suspend")) {
            started = startWhenDue(cron, jobs);
        }
        forget(cron, jobs, "Complete", cron.number(3, "spec", "successfulJobsHistoryLimit"));
        forget(cron, jobs, "Failed", cron.number(1, "spec", "failedJobsHistoryLimit"));
        updateStatus(cron, status(cron, started));
    }

    /** The Job that has been started now, or null. */
    private Manifest startWhenDue(Manifest cron, List<Manifest> jobs) {
        CronSchedule schedule =
                CronSchedule.parse(cron.text("spec", "schedule")).orElse(null);
        if (schedule == null) {
            return null;
        }
        String last = cron.text("status", "lastScheduleTime");
        Instant from = Instant.parse(last.isEmpty() ? cron.text("metadata", "creationTimestamp") : last);
        Instant due = null;
        for (Instant next = schedule.next(from).orElse(null);
                next != null && !next.isAfter(context.now());
                next = schedule.next(next).orElse(null)) {
            due = next;
        }
        schedule.next(context.now())
                .ifPresent(next -> queue.addAfter(Key.of(cron), Duration.between(context.now(), next)));
        return due == null ? null : start(cron, jobs, due);
    }

    private Manifest start(Manifest cron, List<Manifest> jobs, Instant due) {
        List<Manifest> running =
                jobs.stream().filter(job -> !JobController.isOver(job)).toList();
        String policy = cron.text("spec", "concurrencyPolicy");
        String name = cron.name() + "-" + due.getEpochSecond() / 60;
        boolean made = context.store().get(Resources.JOBS, cron.namespace(), name) != null;
        if (made || policy.equals("Forbid") && !running.isEmpty()) {
            return null;
        }
        if (policy.equals("Replace")) {
            running.forEach(job -> delete(job));
        }
        Map<String, Object> template = cron.map("spec", "jobTemplate");
        Map<String, Object> metadata = new LinkedHashMap<>(Trees.map(template, "metadata"));
        metadata.put("name", name);
        metadata.put("namespace", cron.namespace());
        metadata.put("ownerReferences", Pods.ownedBy(cron));
        return api.create(
                Resources.JOBS, Manifest.wrap(Trees.tree("metadata", metadata, "spec", template.get("spec"))));
    }

    private void forget(Manifest cron, List<Manifest> jobs, String condition, long kept) {
        List<Manifest> over = new ArrayList<>(jobs.stream()
                .filter(job -> Conditions.isTrue(job.tree(), condition))
                .toList());
        over.sort(Comparator.comparing(job -> job.text("metadata", "creationTimestamp")));
        over.subList(0, (int) Math.max(0, over.size() - kept)).forEach(this::delete);
    }

    private void delete(Manifest job) {
        api.delete(
                Resources.JOBS,
                job.namespace(),
                job.name(),
                new DeleteOptions(null, DeleteOptions.Propagation.BACKGROUND, "", ""));
    }

    private Map<String, Object> status(Manifest cron, Manifest started) {
        Map<String, Object> status = new LinkedHashMap<>(cron.map("status"));
        if (started != null) {
            long minute = Long.parseLong(started.name().substring(started.name().lastIndexOf('-') + 1));
            status.put("lastScheduleTime", ApiServer.timestamp(Instant.ofEpochSecond(minute * 60)));
        }
        List<Object> active = new ArrayList<>();
        for (Manifest job : children(cron)) {
            if (!JobController.isOver(job)) {
                active.add(Trees.tree(
                        "apiVersion",
                        job.text("apiVersion"),
                        "kind",
                        "Job",
                        "name",
                        job.name(),
                        "namespace",
                        job.namespace(),
                        "uid",
                        job.uid()));
            }
        }
        status.put("active", active);
        if (active.isEmpty()) {
            status.remove("active");
        }
        return status;
    }
}

package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** All kubelets of the cluster: they start the containers of bound pods, probe them, restart them and stop them. */
public final class Kubelet implements StoreListener {
    private static final String NAME = "kubelet";
    private static final Duration CRASH_AFTER = Duration.ofSeconds(1);
    private static final long SLOWEST_RESTART_SECONDS = 300;

    private final ControlContext context;
    private final KubernetesApi api;
    private final ImageRegistry registry;

    public Kubelet(ControlContext context, ImageRegistry registry) {
        this.registry = registry;
        this.context = context;
        this.api = context.api(NAME);
    }

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (!resource.equals(Resources.PODS)
                || now == null
                || now.text("spec", "nodeName").isEmpty()) {
            return;
        }
        boolean bound = before == null || before.text("spec", "nodeName").isEmpty();
        boolean asked = Pods.isTerminating(now) && (before == null || !sameDeadline(before, now));
        if (bound && !Pods.isTerminating(now)) {
            context.after(context.speeds().reaction(), () -> accept(now));
        }
        if (asked) {
            Duration grace = Duration.ofSeconds(now.number(30, "metadata", "deletionGracePeriodSeconds"));
            Duration usual = context.speeds().podStop();
            Duration needed = annotatedStop(now, usual);
            context.after(grace.compareTo(needed) < 0 ? grace : needed, () -> remove(now));
        }
    }

    private static Duration annotatedStop(Manifest pod, Duration usual) {
        Object seconds = pod.annotations().get(PodScript.PREFIX + "stop-delay");
        return seconds == null
                ? usual
                : Duration.ofSeconds(Long.parseLong(seconds.toString().replace("s", "")));
    }

    private static boolean sameDeadline(Manifest before, Manifest now) {
        return before.text("metadata", "deletionTimestamp").equals(now.text("metadata", "deletionTimestamp"));
    }

    private void remove(Manifest pod) {
        Manifest now = context.store().get(Resources.PODS, pod.namespace(), pod.name());
        if (now != null && now.uid().equals(pod.uid())) {
            api.delete(Resources.PODS, pod.namespace(), pod.name(), DeleteOptions.grace(0));
        }
    }

    private void accept(Manifest pod) {
        Manifest node = context.store().get(Resources.NODES, "", pod.text("spec", "nodeName"));
        if (node == null) {
            return;
        }
        PodScript script = PodScript.of(pod, node, context.speeds());
        String host = Trees.maps(node.tree(), "status", "addresses").stream()
                .filter(address -> Trees.text(address, "type").equals("InternalIP"))
                .map(address -> Trees.text(address, "address"))
                .findFirst()
                .orElse("");
        write(pod, status -> status.accepted(host));
        context.after(script.startDelay(), () -> {
            switch (script.fault()) {
                case IMAGE_PULL -> failToPull(pod, true);
                case CRASH_LOOP -> crash(pod, 0);
                default -> start(pod, script);
            }
        });
    }

    private void start(Manifest pod, PodScript script) {
        boolean ends = !pod.text("spec", "restartPolicy").equals("Always");
        boolean never = script.fault() == PodScript.Fault.NEVER_READY;
        boolean atOnce = script.readyDelay().isZero() && !never;
        String since = context.server().timestamp();
        String address = newAddress();
        write(
                pod,
                status -> status.phase("Running")
                        .address(address)
                        .containers(PodStatus.running(since), atOnce, 0)
                        .readiness(atOnce));
        if (!atOnce && !never) {
            context.after(
                    script.readyDelay(),
                    () -> write(
                            pod,
                            status -> status.containers(PodStatus.running(since), true, 0)
                                    .readiness(true)));
        }
        if (never) {
            context.after(
                    Duration.ofSeconds(1),
                    () -> event(pod, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503"));
        }
        if (ends) {
            context.after(
                    script.runTime(),
                    () -> write(
                            pod,
                            status -> status.phase("Succeeded")
                                    .containers(
                                            PodStatus.terminated(
                                                    0, since, context.server().timestamp()),
                                            false,
                                            0)
                                    .completed()));
        }
    }

    private String newAddress() {
        return context.server().names().address("10.8");
    }

    private void failToPull(Manifest pod, boolean first) {
        String image = Trees.text(Trees.maps(pod.tree(), "spec", "containers").get(0), "image");
        String reason = first ? "ErrImagePull" : "ImagePullBackOff";
        String message = first
                ? "rpc error: code = NotFound desc = failed to pull and unpack image \"" + image
                        + "\": failed to resolve reference \"" + image + "\": not found"
                : "Back-off pulling image \"" + image + "\"";
        boolean there = write(
                pod,
                status -> status.containers(PodStatus.waiting(reason, message), false, 0)
                        .readiness(false));
        if (there && first) {
            event(pod, "Failed", "Failed to pull image \"" + image + "\": " + message);
            context.after(Duration.ofSeconds(10), () -> failToPull(pod, false));
        }
    }

    private void crash(Manifest pod, long restarts) {
        String since = context.server().timestamp();
        String address = restarts == 0 ? newAddress() : "";
        boolean there = write(
                pod,
                status -> (address.isEmpty() ? status : status.address(address))
                        .phase("Running")
                        .containers(PodStatus.running(since), false, restarts)
                        .readiness(false));
        if (there) {
            context.after(CRASH_AFTER, () -> waitForRestart(pod, restarts, since));
        }
    }

    private void waitForRestart(Manifest pod, long restarts, String since) {
        long pause = Math.min(SLOWEST_RESTART_SECONDS, 10L << Math.min(restarts, 5));
        String container =
                Trees.text(Trees.maps(pod.tree(), "spec", "containers").get(0), "name");
        Map<String, Object> last =
                PodStatus.terminated(1, since, context.server().timestamp());
        String message = "back-off " + (pause < 60 ? pause + "s" : pause / 60 + "m" + pause % 60 + "s")
                + " restarting failed container=" + container + " pod=" + pod.name() + "_" + pod.namespace() + "("
                + pod.uid() + ")";
        boolean there = write(
                pod,
                status -> status.containers(PodStatus.waiting("CrashLoopBackOff", message), last, false, restarts + 1)
                        .readiness(false));
        if (there) {
            event(pod, "BackOff", "Back-off restarting failed container " + container + " in pod " + pod.name());
            context.after(Duration.ofSeconds(pause), () -> crash(pod, restarts + 1));
        }
    }

    private void event(Manifest pod, String reason, String message) {
        if (isThere(pod)) {
            context.events().record(NAME, pod, "Warning", reason, message);
        }
    }

    private boolean isThere(Manifest pod) {
        Manifest now = context.store().get(Resources.PODS, pod.namespace(), pod.name());
        return now != null && now.uid().equals(pod.uid()) && Pods.isActive(now);
    }

    /** @return false when the pod is gone, over or on its way out */
    private boolean write(Manifest pod, Function<PodStatus, PodStatus> change) {
        if (!isThere(pod)) {
            return false;
        }
        Manifest now = context.store().get(Resources.PODS, pod.namespace(), pod.name());
        PodStatus status = change.apply(new PodStatus(now, context.server().timestamp(), registry));
        api.replace(Resources.PODS, Subresource.STATUS, Trees.with(now, status.tree(), "status"));
        return true;
    }
}

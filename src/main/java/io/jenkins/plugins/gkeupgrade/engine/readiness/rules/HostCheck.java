package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What ties a pod to the node it runs on. Agents, which are there for their node, are left alone. */
final class HostCheck implements WorkloadCheck {
    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        if (workload.kind() == WorkloadKind.DAEMON_SET || workload.kind() == WorkloadKind.JOB) {
            return List.of();
        }
        Manifest pod = Manifest.wrap(workload.podSpec());
        List<Finding> findings = new ArrayList<>();
        for (Manifest volume : pod.items("volumes")) {
            if (volume.at("hostPath") != null) {
                findings.add(hostPath(workload, pod, volume));
            }
        }
        if (pod.flag("hostNetwork") || hostPorts(pod).findAny().isPresent()) {
            findings.add(Finding.of(
                    FindingId.HOST_PORT,
                    workload.ref(),
                    "its pods are reached at the addresses of their nodes, which are others on the new pool",
                    "make sure that nobody has written them down, or use a Service"));
        }
        return findings;
    }

    private static Finding hostPath(Workload workload, Manifest pod, Manifest volume) {
        boolean written = containers(pod)
                .flatMap(c -> c.items("volumeMounts").stream())
                .anyMatch(m -> m.text("name").equals(volume.text("name")) && !m.flag("readOnly"));
        // Sockets and devices are there to be talked to; nothing is kept in them.
        boolean kept = !Set.of("Socket", "CharDevice", "BlockDevice").contains(volume.text("hostPath", "type"));
        Finding finding = Finding.of(
                FindingId.HOST_PATH,
                workload.ref(),
                "its volume " + volume.text("name") + " is the directory " + volume.text("hostPath", "path")
                        + " of its node, and what is there stays there",
                "use a PersistentVolumeClaim, or an emptyDir for what may be lost");
        return written && kept ? finding : finding.as(Severity.NOTE);
    }

    /** On the host's network every port is one of the node; the API server writes that into pods, and not into templates. */
    static Stream<String> hostPorts(Manifest pod) {
        boolean all = pod.flag("hostNetwork");
        return containers(pod)
                .flatMap(c -> c.items("ports").stream())
                .map(p -> p.text(all ? "containerPort" : "hostPort"))
                .filter(p -> !p.isEmpty() && !p.equals("0"));
    }

    private static Stream<Manifest> containers(Manifest pod) {
        return Stream.concat(pod.items("containers").stream(), pod.items("initContainers").stream());
    }
}

package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** How the scheduler words its reasons, which differs by Kubernetes version. */
final class Wording {
    private final IntSupplier minor;

    /** @param minor the minor version of the control plane, which may change */
    Wording(IntSupplier minor) {
        this.minor = minor;
    }

    String taint(Map<String, Object> taint) {
        int version = minor.getAsInt();
        String braces = "{" + Trees.text(taint, "key") + ": " + Trees.text(taint, "value") + "}";
        if (version < 24) {
            return "node(s) had taint " + braces + ", that the pod didn't tolerate";
        }
        return version < 35 ? "node(s) had untolerated taint " + braces : "node(s) had untolerated taint(s)";
    }

    String nodeAffinity() {
        return "node(s) didn't match Pod's node affinity" + (minor.getAsInt() < 22 ? "" : "/selector");
    }

    /** @param rule the rule that does not hold, such as {@code pod anti-affinity rules} */
    List<String> podAffinity(String rule) {
        if (minor.getAsInt() >= 22) {
            return List.of(rule);
        }
        String general = "node(s) didn't match pod affinity/anti-affinity" + (minor.getAsInt() < 21 ? "" : " rules");
        return List.of(general, rule);
    }

    /** The whole message about a pod that fits no node. */
    String noFit(Collection<Filters.Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return "no nodes available to schedule pods";
        }
        TreeMap<String, Integer> reasons = new TreeMap<>();
        int helped = 0;
        for (Filters.Verdict verdict : verdicts) {
            verdict.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
            helped += verdict.helpedByPreemption() ? 1 : 0;
        }
        int all = verdicts.size();
        String head = "0/" + all + " nodes are available: ";
        String message = head + histogram(reasons) + ".";
        if (minor.getAsInt() < 24) {
            return message;
        }
        TreeMap<String, Integer> preemption = new TreeMap<>();
        if (helped > 0) {
            preemption.put("No preemption victims found for incoming pod", helped);
        }
        if (helped < all) {
            preemption.put("Preemption is not helpful for scheduling", all - helped);
        }
        return message + claims() + " preemption: " + head + histogram(preemption) + ".";
    }

    /** Since resource claims are a matter of course, they are spoken of as well. */
    private String claims() {
        return minor.getAsInt() < 34 ? "" : " no new claims to deallocate,";
    }

    /** As Kubernetes does it: sorted by the whole text, number included. */
    private static String histogram(Map<String, Integer> counts) {
        List<String> texts = new ArrayList<>();
        counts.forEach((reason, count) -> texts.add(count + " " + reason));
        texts.sort(null);
        return String.join(", ", texts);
    }
}

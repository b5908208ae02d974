package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What becomes of a pod on a fake node. A pod template's annotations can say so: {@link #START}, {@link #READY}, {@link
 * #RUN} and {@link #STOP} in milliseconds, and {@link #FATE} by name in lower case with dashes, such as {@code
 * crash-loop}. With {@link #ONLY_ON} these hold only on nodes that carry the label.
 *
 * @param start from being bound to a node to running
 * @param ready from running to ready
 * @param run how long a container runs that ends or crashes
 * @param stop from being told to end to being gone, at most the pod's own grace period
 * @param restarts how often a container that crashes is started again; then its back-off outlasts the test
 */
public record PodBehaviour(Fate fate, Duration start, Duration ready, Duration run, Duration stop, int restarts) {
    /** What it comes to in the end. */
    public enum Fate {
        /** Runs and gets ready; the pod of a Job completes instead. */
        RUN,
        /** Runs, and its readiness probe fails for ever. */
        NEVER_READY,
        /** Exits with 1 each time it has run for a while. */
        CRASH_LOOP,
        /** Its image cannot be pulled. */
        IMAGE_ERROR
    }

    public static final String FATE = "fake-kubelet/fate";
    public static final String START = "fake-kubelet/start-ms";
    public static final String READY = "fake-kubelet/ready-ms";
    public static final String RUN = "fake-kubelet/run-ms";
    public static final String STOP = "fake-kubelet/stop-ms";

    public static final String RESTARTS = "fake-kubelet/restarts";

    /** A node label as {@code key=value}: on other nodes the pod behaves as usual. */
    public static final String ONLY_ON = "fake-kubelet/only-on";

    /** Pods that run and are ready very soon. */
    public static final PodBehaviour QUICK = new PodBehaviour(
            Fate.RUN,
            Duration.ofMillis(20),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Integer.MAX_VALUE);

    /** Pods that are running and ready with the first word of the kubelet: for great numbers of them. */
    public static final PodBehaviour INSTANT = new PodBehaviour(
            Fate.RUN, Duration.ZERO, Duration.ZERO, Duration.ofMillis(100), Duration.ZERO, Integer.MAX_VALUE);

    /** This behaviour, changed by what the pod's annotations say about it on a node with these labels. */
    PodBehaviour adjustedBy(Pod pod, Map<String, String> nodeLabels) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        if (annotations == null || !holdsOn(nodeLabels, annotations.get(ONLY_ON))) {
            return this;
        }
        return new PodBehaviour(
                read(
                        annotations,
                        FATE,
                        fate,
                        text -> Fate.valueOf(text.replace('-', '_').toUpperCase(Locale.ROOT))),
                millis(annotations, START, start),
                millis(annotations, READY, ready),
                millis(annotations, RUN, run),
                millis(annotations, STOP, stop),
                read(annotations, RESTARTS, restarts, Integer::valueOf));
    }

    private static boolean holdsOn(Map<String, String> nodeLabels, String onlyOn) {
        if (onlyOn == null) {
            return true;
        }
        String[] label = onlyOn.split("=", 2);
        return label.length == 2 && label[1].equals(nodeLabels.get(label[0]));
    }

    private static Duration millis(Map<String, String> annotations, String key, Duration otherwise) {
        return read(annotations, key, otherwise, text -> Duration.ofMillis(Long.parseLong(text)));
    }

    private static <T> T read(Map<String, String> annotations, String key, T otherwise, Function<String, T> parse) {
        String text = annotations.get(key);
        return text == null ? otherwise : parse.apply(text);
    }
}

package io.jenkins.plugins.gkeupgrade.bench;

import java.util.ArrayList;
import java.util.List;

/** When an opt-in changed things. It moves one workload alone first and waits for it, then the rest in batches. */
final class PatchTimes {
    private record Batch(int size, long begin, long end) {}

    private final List<Batch> batches = new ArrayList<>();

    synchronized void note(int size, long begin, long end) {
        batches.add(new Batch(size, begin, end));
    }

    /** Changes a second from the first one after the lone one to the answer to the last, with all that is in between. */
    synchronized double rateOfTheRest() {
        List<Batch> rest = batches.subList(1, batches.size());
        int changes = rest.stream().mapToInt(Batch::size).sum();
        long nanos = rest.get(rest.size() - 1).end() - rest.get(0).begin();
        return changes / (nanos / 1e9);
    }

    /** The same without the pauses between batches. */
    synchronized double rateWithinBatches() {
        List<Batch> rest = batches.subList(1, batches.size());
        return rest.stream().mapToInt(Batch::size).sum()
                / (rest.stream().mapToLong(b -> b.end() - b.begin()).sum() / 1e9);
    }

    synchronized boolean any() {
        return !batches.isEmpty();
    }
}

package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;

/** The machines of one cluster: orders, boots and returns them. */
final class Machines implements NodeGroups {
    /** No node joins while the control plane is being upgraded; its machine tries again after this. */
    private static final Duration NEXT_TRY = Duration.ofSeconds(10);

    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final SimulatedCluster cluster;
    private final Timeline timeline;
    private final GkeTimings.Span bootTime;
    private final Random random;
    private final Supplier<GkeFaults> faults;

    Machines(
            SimulatedCluster cluster,
            Timeline timeline,
            GkeTimings.Span bootTime,
            Random random,
            Supplier<GkeFaults> faults) {
        this.cluster = cluster;
        this.timeline = timeline;
        this.bootTime = bootTime;
        this.random = random;
        this.faults = faults;
    }

    /** Asks for machines, which join after their boot time. None come where the zone is out of stock. */
    List<Machine> order(SimulatedPool pool, String zone, int count) {
        List<Machine> ordered = new ArrayList<>();
        for (int i = 0; i < count && !faults.get().outOfStock(zone, pool.machineType()); i++) {
            Machine machine = add(pool, zone);
            ordered.add(machine);
            timeline.after(bootTime.pick(random), () -> boot(pool, machine));
        }
        return ordered;
    }

    /** Machines that are there from the beginning of time. */
    void place(SimulatedPool pool, String zone, int count) {
        for (int i = 0; i < count; i++) {
            add(pool, zone);
        }
    }

    /** Lets all machines join that were placed before there was a Kubernetes to join. */
    void joinPlaced() {
        for (SimulatedPool pool : cluster.pools()) {
            pool.machines().stream().filter(m -> !m.joined()).forEach(m -> join(pool, m));
        }
    }

    private Machine add(SimulatedPool pool, String zone) {
        Machine machine = new Machine(nameIn(pool, zone), zone);
        pool.machines().add(machine);
        return machine;
    }

    private void boot(SimulatedPool pool, Machine machine) {
        if (!pool.machines().contains(machine)) {
            return;
        }
        if (cluster.controlPlaneBusy()) {
            timeline.after(NEXT_TRY, () -> boot(pool, machine));
            return;
        }
        join(pool, machine);
    }

    private void join(SimulatedPool pool, Machine machine) {
        machine.join();
        cluster.host().join(machine.name(), pool.template(machine.zone()));
    }

    void giveBack(SimulatedPool pool, Machine machine) {
        if (pool.machines().remove(machine) && machine.joined()) {
            cluster.host().leave(machine.name());
        }
    }

    void giveBackAll(SimulatedPool pool) {
        List.copyOf(pool.machines()).forEach(machine -> giveBack(pool, machine));
    }

    /** Orders or gives back, the newest first, until the zone has that many. */
    void resize(SimulatedPool pool, String zone, int size) {
        List<Machine> there = pool.machinesIn(zone);
        order(pool, zone, size - there.size());
        for (int i = there.size() - 1; i >= size; i--) {
            giveBack(pool, there.get(i));
        }
    }

    @Override
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (SimulatedPool pool : cluster.pools()) {
            NodePool shape = pool.shape();
            if (shape.autoscaling().enabled() && shape.status().startsWith(NodePool.RUNNING)) {
                shape.locations().forEach(zone -> groups.add(group(pool, zone)));
            }
        }
        return groups;
    }

    private Group group(SimulatedPool pool, String zone) {
        NodePool.Autoscaling limits = pool.shape().autoscaling();
        int here = pool.machinesIn(zone).size();
        int elsewhere = limits.total() ? pool.machines().size() - here : 0;
        int max = Math.max(here, limits.max() - elsewhere);
        return new Group(pool.template(zone), here, Math.max(0, limits.min() - elsewhere), max);
    }

    @Override
    public void grow(String poolName, String zone, int by) {
        cluster.pool(poolName)
                .filter(pool -> pool.shape().locations().contains(zone))
                .ifPresent(pool -> order(pool, zone, Math.min(by, room(pool, zone))));
    }

    private int room(SimulatedPool pool, String zone) {
        Group group = group(pool, zone);
        return group.max() - group.size();
    }

    @Override
    public void release(String nodeName) {
        for (SimulatedPool pool : cluster.pools()) {
            for (Machine machine : List.copyOf(pool.machines())) {
                if (machine.name().equals(nodeName)) {
                    giveBack(pool, machine);
                }
            }
        }
    }

    private String nameIn(SimulatedPool pool, String zone) {
        String head = "gke-" + cut(cluster.ref().name(), 20) + "-" + cut(pool.name(), 30);
        // One hash for each instance group, that is for each pool and zone.
        String group = String.format("%08x", Objects.hash(cluster.ref(), pool.name(), zone));
        String name;
        do {
            name = head + "-" + group + "-" + letters(4);
        } while (taken(name));
        return name;
    }

    private boolean taken(String name) {
        return cluster.pools().stream()
                .flatMap(pool -> pool.machines().stream())
                .anyMatch(machine -> machine.name().equals(name));
    }

    private static String cut(String text, int length) {
        String cut = text.length() > length ? text.substring(0, length) : text;
        return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}

package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongBinaryOperator;

/**
 * Amounts of the resources of nodes, by name: CPU in thousandths of a core, all else in units.
 *
 * @param each what is not in it is zero
 */
public record Amounts(Map<String, Long> each) {
    public static final Amounts NONE = new Amounts(Map.of());

    private static final String CPU = "cpu";
    private static final String PODS = "pods";
    private static final Amounts ONE_POD = new Amounts(Map.of(PODS, 1L));
    private static final long MEBI = 1L << 20;

    public Amounts {
        each = Map.copyOf(each);
    }

    /** As manifests write them, for example {@code {cpu: 500m, memory: 64Mi}}. */
    public static Amounts of(Map<String, Object> quantities) {
        if (quantities.isEmpty()) {
            return NONE;
        }
        Map<String, Long> each = new HashMap<>();
        quantities.forEach((name, quantity) -> {
            if (Quantity.isValid(quantity)) {
                each.put(name, name.equals(CPU) ? Quantity.millis(quantity) : Quantity.units(quantity));
            }
        });
        return new Amounts(each);
    }

    /**
     * What the scheduler counts for one pod of this spec, itself included: all containers together, or an init container
     * that asks for more beside the sidecars that were started before it. What the pod asks for as a whole takes the place of
     * that.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers">
     *     Resource sharing within containers</a>
     */
    public static Amounts ofPod(Manifest spec) {
        Amounts running = NONE;
        for (Manifest container : spec.items("containers")) {
            running = running.plus(requests(container));
        }
        Amounts sidecars = NONE;
        Amounts starting = NONE;
        for (Manifest container : spec.items("initContainers")) {
            Amounts beside = sidecars.plus(requests(container));
            if (container.text("restartPolicy").equals("Always")) {
                sidecars = beside;
            }
            starting = starting.larger(beside);
        }
        Amounts containers = running.plus(sidecars).larger(starting);
        return of(spec.map("resources", "limits"))
                .replacedBy(containers)
                .replacedBy(of(spec.map("resources", "requests")))
                .plus(of(spec.map("overhead")))
                .plus(ONE_POD);
    }

    /** A limit without a request is the request too: the API server writes that into pods, and not into templates. */
    private static Amounts requests(Manifest container) {
        return of(container.map("resources", "limits")).replacedBy(of(container.map("resources", "requests")));
    }

    private Amounts replacedBy(Amounts other) {
        if (each.isEmpty() || other.each.isEmpty()) {
            return each.isEmpty() ? other : this;
        }
        Map<String, Long> replaced = new HashMap<>(each);
        replaced.putAll(other.each);
        return new Amounts(replaced);
    }

    public Amounts plus(Amounts other) {
        if (each.isEmpty() || other.each.isEmpty()) {
            return each.isEmpty() ? other : this;
        }
        return combined(other, Long::sum);
    }

    public Amounts minus(Amounts other) {
        return combined(other, (a, b) -> a - b);
    }

    /** The larger of each. */
    public Amounts larger(Amounts other) {
        return combined(other, Math::max);
    }

    public Amounts times(long factor) {
        Map<String, Long> product = new HashMap<>();
        each.forEach((name, amount) -> product.put(name, amount * factor));
        return new Amounts(product);
    }

    private Amounts combined(Amounts other, LongBinaryOperator how) {
        if (each.isEmpty() && other.each.isEmpty()) {
            return NONE;
        }
        Map<String, Long> both = new HashMap<>();
        each.forEach((name, amount) -> both.put(name, how.applyAsLong(amount, other.of(name))));
        other.each.forEach((name, amount) -> both.putIfAbsent(name, how.applyAsLong(of(name), amount)));
        return new Amounts(both);
    }

    public long of(String name) {
        return each.getOrDefault(name, 0L);
    }

    /** What is asked for and exceeds these amounts, each as {@code cpu 2.5 of 2}. */
    public List<String> exceededBy(Amounts wanted) {
        return new TreeSet<>(wanted.each.keySet())
                .stream()
                        .filter(name -> wanted.of(name) > 0 && wanted.of(name) > of(name))
                        .map(name -> wanted.text(name) + " of " + text(name, Math.max(0, of(name))))
                        .toList();
    }

    /** One of them for people, {@code cpu 2.5} or {@code memory 512Mi}. */
    public String text(String name) {
        return name + " " + text(name, of(name));
    }

    private static String text(String name, long amount) {
        if (name.equals(CPU)) {
            return amount % 1000 == 0 ? Long.toString(amount / 1000) : Double.toString(amount / 1000.0);
        }
        boolean bytes = name.equals("memory") || name.equals("ephemeral-storage");
        return bytes ? (amount + MEBI - 1) / MEBI + "Mi" : Long.toString(amount);
    }
}

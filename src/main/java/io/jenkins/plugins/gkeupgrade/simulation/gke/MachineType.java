package io.jenkins.plugins.gkeupgrade.simulation.gke;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pods can use of a machine: its size minus what GKE keeps for the kubelet, the system and the eviction threshold.
 *
 * @param cpuMillis allocatable CPU in thousandths
 * @param memoryBytes allocatable memory
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes">Plan GKE Standard node
 *     sizes: allocatable resources</a>
 */
public record MachineType(long cpuMillis, long memoryBytes) {
    private static final long MIB = 1024L * 1024;
    private static final Pattern PREDEFINED = Pattern.compile("([a-z][a-z0-9]*)-(standard|highmem|highcpu)-(\\d+)");
    private static final Pattern CUSTOM = Pattern.compile("([a-z][a-z0-9]*-)?custom-(\\d+)-(\\d+)");
    private static final Map<String, Integer> SHARED_CORE_MIB =
            Map.of("e2-micro", 1024, "e2-small", 2048, "e2-medium", 4096, "g1-small", 1740, "f1-micro", 614);
    private static final long SHARED_CORE_CPU_MILLIS = 940;

    /** @throws GkeError when there is no such machine type */
    public static MachineType of(String name) {
        Integer sharedMib = SHARED_CORE_MIB.get(name);
        if (sharedMib != null) {
            return new MachineType(SHARED_CORE_CPU_MILLIS, allocatableMib(sharedMib) * MIB);
        }
        Matcher predefined = PREDEFINED.matcher(name);
        if (predefined.matches()) {
            long cores = Long.parseLong(predefined.group(3));
            return sized(cores, (long) (cores * mibPerCore(predefined.group(1), predefined.group(2))));
        }
        Matcher custom = CUSTOM.matcher(name);
        if (custom.matches()) {
            return sized(Long.parseLong(custom.group(2)), Long.parseLong(custom.group(3)));
        }
        throw new GkeError(GkeError.Code.INVALID_ARGUMENT, "Machine type \"" + name + "\" is invalid.");
    }

    private static MachineType sized(long cores, long mib) {
        return new MachineType(cores * 1000 - reservedCpuMillis(cores), allocatableMib(mib) * MIB);
    }

    private static double mibPerCore(String family, String shape) {
        boolean first = family.equals("n1");
        return switch (shape) {
            case "highmem" -> first ? 6656 : 8192;
            case "highcpu" -> first ? 921.6 : 1024;
            default -> first ? 3840 : 4096;
        };
    }

    /** 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of the others. */
    private static long reservedCpuMillis(long cores) {
        double reserved = 60;
        reserved += 10 * Math.min(1, Math.max(0, cores - 1));
        reserved += 5 * Math.min(2, Math.max(0, cores - 2));
        reserved += 2.5 * Math.max(0, cores - 4);
        return (long) reserved;
    }

    /** 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112, 2 % of the rest. */
    private static long allocatableMib(long mib) {
        double reserved = mib < 1024 ? 255 : 0;
        if (mib >= 1024) {
            reserved += 0.25 * slice(mib, 0, 4096);
            reserved += 0.20 * slice(mib, 4096, 8192);
            reserved += 0.10 * slice(mib, 8192, 16384);
            reserved += 0.06 * slice(mib, 16384, 131072);
            reserved += 0.02 * slice(mib, 131072, Long.MAX_VALUE);
        }
        return Math.max(0, mib - (long) reserved - 100);
    }

    private static long slice(long mib, long from, long to) {
        return Math.max(0, Math.min(mib, to) - from);
    }
}

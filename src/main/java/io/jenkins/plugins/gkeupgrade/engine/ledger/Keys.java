package io.jenkins.plugins.gkeupgrade.engine.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Short names for what is only compared, so that the persisted ledger of a thousand workloads stays small. */
final class Keys {
    private static final long PRIME = 0x100000001b3L;
    private static final long START = 0xcbf29ce484222325L;

    private Keys() {}

    /** FNV-1a in 64 bits: among a million names the chance that two are alike is one in 40 million. */
    static long of(String name) {
        long hash = START;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        return hash;
    }

    /** A pod of a DaemonSet: half of the key is its node's, see {@link #nodes}. */
    static long ofDaemon(String node, String uid) {
        return of(node) << 32 | of(uid) & 0xffffffffL;
    }

    /** How many nodes the pods of a DaemonSet are on. */
    static int nodes(Set<Long> daemons) {
        return (int) daemons.stream().map(key -> key >>> 32).distinct().count();
    }

    static Map<String, String> texts(Map<String, Object> map) {
        Map<String, String> texts = new HashMap<>();
        map.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }
}

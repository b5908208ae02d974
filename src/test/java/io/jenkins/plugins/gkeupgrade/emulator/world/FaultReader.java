package io.jenkins.plugins.gkeupgrade.emulator.world;

import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeFaults;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeFaults.CallFault;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ScriptedFaults;
import java.time.Duration;
import java.util.List;

/** What goes wrong in a world, each once and in the order of the file. */
final class FaultReader {
    private static final List<String> METHODS = List.of(
            "GetCluster",
            "ListClusters",
            "GetServerConfig",
            "ListOperations",
            "GetOperation",
            "UpdateMaster",
            "CreateNodePool",
            "DeleteNodePool",
            "SetNodePoolSize",
            "UpdateNodePool");
    private static final List<String> TYPES =
            List.of("UPGRADE_MASTER", "CREATE_NODE_POOL", "DELETE_NODE_POOL", "SET_NODE_POOL_SIZE", "UPGRADE_NODES");
    private static final List<String> OWN_TYPES = List.of("UPGRADE_MASTER", "REPAIR_CLUSTER", "UPDATE_CLUSTER");

    private FaultReader() {}

    static GkeFaults read(YamlMap faults) {
        faults.allowing("calls", "operations", "afterPoolCreation", "emptyZones");
        ScriptedFaults script = new ScriptedFaults();
        for (YamlMap call : faults.maps("calls")) {
            call.allowing("method", "fault", "times");
            CallFault fault = call.choice("fault", CallFault.class);
            int times = call.number("times", 1, 1000, 1);
            String method = oneOf(call, "method", METHODS);
            for (int i = 0; i < times; i++) {
                script.onNext(method, fault);
            }
        }
        for (YamlMap operation : faults.maps("operations")) {
            operation.allowing("type", "error");
            script.failNext(oneOf(operation, "type", TYPES), operation.text("error"));
        }
        for (YamlMap own : faults.maps("afterPoolCreation")) {
            own.allowing("type", "delay", "length");
            script.afterNextPoolCreation(new GkeFaults.Spontaneous(
                    oneOf(own, "type", OWN_TYPES),
                    own.duration("delay", Duration.ofSeconds(10)),
                    own.duration("length", Duration.ofMinutes(2))));
        }
        faults.list("emptyZones", text -> text).forEach(script::emptyZone);
        return script;
    }

    private static String oneOf(YamlMap map, String key, List<String> allowed) {
        return map.read(key, text -> {
            if (!allowed.contains(text)) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not allowed: expected one of " + String.join(", ", allowed) + ".");
            }
            return text;
        });
    }
}

package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static io.jenkins.plugins.gkeupgrade.engine.readiness.ReadyWorld.deployment;
import static io.jenkins.plugins.gkeupgrade.engine.readiness.ReadyWorld.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes that cannot follow a pod. The old and the new pool are in zone europe-west1-b. */
class VolumeFindingsTest {
    private static final String HERE = "europe-west1-b";
    private static final String USED = "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]";

    private static void assertFound(String id, String manifests) {
        assertEquals(id.isEmpty() ? Set.of() : Set.of(id), new ReadyWorld(manifests).ids(), manifests);
    }

    private static String claim(String name, String mode, String volume) {
        return """
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s, namespace: shop}
                spec: {accessModes: [%s], storageClassName: disks, volumeName: '%s'}
                """.formatted(name, mode, volume);
    }

    private static String disk(String zone) {
        return volume("csi: {driver: pd.csi.storage.gke.io, volumeHandle: x}", "topology.gke.io/zone", zone);
    }

    private static String volume(String source, String key, String value) {
        return """
                ---
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: vol}
                spec:
                  %s
                  nodeAffinity:
                    required:
                      nodeSelectorTerms: [{matchExpressions: [{key: %s, operator: In, values: [%s]}]}]
                """.formatted(source, key, value);
    }

    @ParameterizedTest
    @CsvSource({
        "ReadWriteOnce, RollingUpdate, read-write-once-claim",
        "ReadWriteOncePod, RollingUpdate, read-write-once-claim",
        "ReadWriteMany, RollingUpdate, ''",
        "ReadWriteOnce, Recreate, recreate-strategy",
    })
    void sharedByTheReplicasOfADeployment(String mode, String strategy, String id) {
        assertFound(
                id, claim("data", mode, "vol") + disk(HERE) + deployment("strategy: {type: " + strategy + "}", USED));
    }

    @Test
    void aVolumeMayDoMoreThanItsClaimAsksFor() {
        String claim = claim("data", "ReadWriteOnce", "vol");
        String shared = "accessModes: [ReadWriteOnce, ReadWriteMany]\n  csi: {driver: x, volumeHandle: x}";
        assertFound("", claim + volume(shared, "topology.gke.io/zone", HERE) + deployment("", USED));
        String filestore =
                "accessModes: [ReadWriteOnce]\n  csi: {driver: filestore.csi.storage.gke.io, volumeHandle: x}";
        assertFound("", claim + volume(filestore, "topology.gke.io/zone", HERE) + deployment("", USED));
        assertFound(
                "read-write-once-claim",
                claim("data", "ReadWriteOncePod", "vol")
                        + volume(filestore, "topology.gke.io/zone", HERE)
                        + deployment("", USED));
        String disk = "accessModes: [ReadWriteOnce]\n  csi: {driver: pd.csi.storage.gke.io, volumeHandle: x}";
        assertFound("read-write-once-claim", claim + volume(disk, "topology.gke.io/zone", HERE) + deployment("", USED));
    }

    @Test
    void zonesOfAVolumeByItsLabels() {
        String labelled = "---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: vol, labels:"
                + " {topology.kubernetes.io/zone: %s}}\nspec: {gcePersistentDisk: {pdName: x}}\n";
        String claim = claim("data", "ReadWriteMany", "vol") + deployment("", USED);
        assertFound("volume-zone", claim + labelled.formatted("europe-west1-c"));
        assertFound("", claim + labelled.formatted(HERE));
        assertFound("", claim + labelled.formatted("europe-west1-c__" + HERE));
    }

    @Test
    void aVolumeThatIsMadeWithEachPod() {
        String type =
                "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: scratch}\nprovisioner: x\n"
                        + "allowedTopologies: [{matchLabelExpressions: [{key: topology.gke.io/zone, values: [%s]}]}]\n";
        String used = "volumes: [{name: tmp, ephemeral: {volumeClaimTemplate: {spec: {storageClassName: scratch,"
                + " accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}]";
        assertFound("volume-zone", type.formatted("europe-west1-d") + deployment("replicas: 0", used));
        assertFound("", type.formatted(HERE) + deployment("replicas: 0", used));
    }

    @Test
    void onlyWhenThePodsOverlap() {
        String claim = claim("data", "ReadWriteOnce", "vol") + disk(HERE);
        String oneAfterTheOther = "replicas: 1\nstrategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}";
        assertFound("single-replica", claim + deployment(oneAfterTheOther, USED));
        assertFound("read-write-once-claim", claim + workload("ReplicaSet", "rs", "replicas: 2", USED));
        assertFound(
                "read-write-once-claim", claim + workload("StatefulSet", "db", "replicas: 2\nserviceName: db", USED));
    }

    private static final String STATEFUL = workload("StatefulSet", "db", """
            replicas: 2
            serviceName: db
            volumeClaimTemplates:
            - metadata: {name: data}
              spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """, "");

    @Test
    void aClaimForEachReplicaIsFine() {
        assertFound("", claim("data-db-0", "ReadWriteOnce", "vol") + disk(HERE) + STATEFUL);
    }

    @Test
    void inAZoneThatTheNewPoolDoesNotHave() {
        assertFound("volume-zone", claim("data-db-1", "ReadWriteOnce", "vol") + disk("europe-west1-c") + STATEFUL);
        assertFound("", claim("data-db-2", "ReadWriteOnce", "vol") + disk("europe-west1-c") + STATEFUL);
        String claim = claim("data", "ReadWriteMany", "vol");
        assertFound("volume-zone", claim + disk("europe-west1-c") + deployment("", USED));
        assertFound("", claim + disk(HERE) + deployment("", USED));
        assertFound("", claim + disk("europe-west1-c, " + HERE) + deployment("", USED));
    }

    @Test
    void aClassThatMakesVolumesElsewhere() {
        String unbound = claim("data", "ReadWriteMany", "");
        String type = """
                ---
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: disks}
                provisioner: pd.csi.storage.gke.io
                allowedTopologies: [{matchLabelExpressions: [{key: topology.gke.io/zone, values: [%s]}]}]
                """;
        assertFound("volume-zone", unbound + type.formatted("europe-west1-d") + deployment("replicas: 0", USED));
        assertFound("", unbound + type.formatted(HERE) + deployment("replicas: 0", USED));
    }

    @Test
    void onANode() {
        String claim = claim("data-db-0", "ReadWriteOnce", "vol");
        assertFound(
                "local-volume", claim + volume("local: {path: /mnt/disk}", "kubernetes.io/hostname", "n1") + STATEFUL);
        assertFound("local-volume", claim + volume("csi: {driver: x}", "kubernetes.io/hostname", "n1") + STATEFUL);
        assertFound("local-volume", claim + volume("csi: {driver: x}", "topology.topolvm.io/node", "n1") + STATEFUL);
        assertFound("", claim + disk(HERE) + STATEFUL);
    }
}

package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServerAway;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ObjectList;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WatchEvent;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WatchListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesListAndWatchTest {
    private final TestCluster cluster = new TestCluster();

    @Test
    void listsInPagesOfOneState() {
        for (int i = 0; i < 5; i++) {
            cluster.deployment("cart" + i, 0, "", "");
        }
        ObjectList first = cluster.api.list(Resources.DEPLOYMENTS, "shop", new ListOptions("", "", 2, ""));
        cluster.deployment("new", 0, "", "");
        ObjectList second =
                cluster.api.list(Resources.DEPLOYMENTS, "shop", new ListOptions("", "", 2, first.continueToken()));
        ObjectList third =
                cluster.api.list(Resources.DEPLOYMENTS, "shop", new ListOptions("", "", 2, second.continueToken()));

        assertEquals(List.of("cart0", "cart1"), names(first.items()));
        assertEquals(3, first.remaining());
        assertEquals(List.of("cart4"), names(third.items()));
        assertEquals("", third.continueToken());
        assertEquals(first.resourceVersion(), third.resourceVersion());
    }

    private static List<String> names(List<Manifest> objects) {
        return objects.stream().map(Manifest::name).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=a | '' | a",
                "app!=a | '' | b c",
                "app in (a,b) | '' | a b",
                "app notin (a,b) | '' | c",
                "tier | '' | c",
                "!tier | '' | a b",
                "app=c,tier=front | '' | c",
                "'' | metadata.name=b | b"
            })
    void selects(String labels, String fields, String names) {
        for (String name : List.of("a", "b", "c")) {
            cluster.create(
                    Resources.SERVICES,
                    "{'metadata':{'name':'" + name + "','namespace':'shop','labels':{'app':'" + name + "'"
                            + (name.equals("c") ? ",'tier':'front'" : "") + "}},'spec':{}}");
        }
        List<Manifest> found = cluster.api
                .list(Resources.SERVICES, "shop", new ListOptions(labels, fields, 0, ""))
                .items();
        assertEquals(names, String.join(" ", names(found)));
    }

    @Test
    void watchesFromAVersionAndWithASelector() {
        Manifest cart = cluster.deployment("cart", 0, "", "");
        String version = cart.resourceVersion();
        cluster.deployment("other", 0, "", "");
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'metadata':{'labels':{'app':'renamed'}}}");
        List<String> seen = watch(ListOptions.labels("app in (cart,other)"), version);
        cluster.api.delete(Resources.DEPLOYMENTS, "shop", "other", DeleteOptions.DEFAULT);

        assertEquals(List.of("ADDED other", "DELETED cart", "DELETED other"), seen);
    }

    private List<String> watch(ListOptions options, String version) {
        List<String> seen = new ArrayList<>();
        cluster.api.watch(Resources.DEPLOYMENTS, "shop", options, version, new WatchListener() {
            @Override
            public void event(WatchEvent event) {
                seen.add(event.type() + " " + event.object().name());
            }

            @Override
            public void closed() {
                seen.add("closed");
            }
        });
        return seen;
    }

    @Test
    void aVersionThatIsTooOldIsGone() {
        Manifest cart = cluster.deployment("cart", 0, "", "");
        cluster.deployment("other", 0, "", "");
        cluster.kubernetes.compactHistory();

        ApiException gone = assertThrows(ApiException.class, () -> watch(ListOptions.ALL, cart.resourceVersion()));
        assertEquals(410, gone.code());
        assertEquals("Expired", gone.reason());
    }

    @Test
    void whileItIsAwayNobodyIsAnsweredAndWatchesEnd() {
        List<String> seen = watch(ListOptions.ALL, "");
        cluster.kubernetes.apiServerAway(true);

        assertEquals(List.of("closed"), seen);
        assertThrows(ApiServerAway.class, () -> cluster.get(Resources.DEPLOYMENTS, "cart"));
        cluster.kubernetes.apiServerAway(false);
        assertEquals(
                404,
                assertThrows(ApiException.class, () -> cluster.get(Resources.DEPLOYMENTS, "cart"))
                        .code());
    }
}

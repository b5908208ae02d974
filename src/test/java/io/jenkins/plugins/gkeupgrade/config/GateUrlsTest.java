package io.jenkins.plugins.gkeupgrade.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("standalone") // A real descriptor loads and saves itself in the home of a controller.
class GateUrlsTest {
    private final GkeUpgradeConfiguration configuration = new GkeUpgradeConfiguration();

    private String refusal(String url) {
        return assertThrows(InvalidValue.class, () -> configuration.allowedForGates(url))
                .getMessage();
    }

    @Test
    void nothingMayBeAskedUntilSomebodySaysSo() {
        assertEquals(
                "https://metadata.example may not be asked from this controller: no address may. An administrator lists"
                        + " them under Manage Jenkins, System, GKE opt-in upgrade, \"Addresses that gates may ask\""
                        + " (gateUrls).",
                refusal("https://metadata.example/computeMetadata/v1/"));
    }

    @Test
    void onlyWhatIsListedMayBeAsked() {
        configuration.setGateUrls("https://prometheus.example\n  https://shop.example/health\n");
        assertEquals(
                "https://prometheus.example/api/v1/query?query=up",
                configuration
                        .allowedForGates("https://prometheus.example/api/v1/query?query=up")
                        .toString());
        configuration.allowedForGates("https://shop.example/health?deep=1");
        assertEquals(
                "https://shop.example may not be asked from this controller: it is under none of the addresses that"
                        + " may. An administrator lists them under Manage Jenkins, System, GKE opt-in upgrade,"
                        + " \"Addresses that gates may ask\" (gateUrls).",
                refusal("https://shop.example/admin"));
        refusal("http://169.254.169.254/latest");
        refusal("https://shop.example/health/../admin");
    }

    @Test
    void whatIsNoPrefixIsRefusedAndChangesNothing() {
        configuration.setGateUrls("https://shop.example");
        String told = assertThrows(InvalidValue.class, () -> configuration.setGateUrls("shop.example"))
                .getMessage();
        assertEquals(
                "gateUrls: 'shop.example' is not an address: expected https://HOST/PATH, without user and fragment.",
                told);
        assertThrows(InvalidValue.class, () -> configuration.setGateUrls("https://shop.example?x=1"));
        assertEquals("https://shop.example", configuration.getGateUrls());
    }
}

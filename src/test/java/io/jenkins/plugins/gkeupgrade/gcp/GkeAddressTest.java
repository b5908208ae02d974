package io.jenkins.plugins.gkeupgrade.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GkeAddressTest {
    @AfterEach
    void forget() {
        System.clearProperty(GkeAddress.PLAINTEXT_PROPERTY);
    }

    @Test
    void plaintextWantsTheProperty() {
        InvalidValue e = assertThrows(InvalidValue.class, () -> new GkeAddress("127.0.0.1:4000", true));
        assertTrue(e.getMessage().contains(GkeAddress.PLAINTEXT_PROPERTY), e.getMessage());
        System.setProperty(GkeAddress.PLAINTEXT_PROPERTY, "true");
        assertEquals("127.0.0.1:4000", new GkeAddress("127.0.0.1:4000", true).hostAndPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"container.googleapis.com:443", "10.0.0.1:80", "127.0.0.1.example.com:80", "", "0.0.0.0:1"})
    void plaintextNeverLeavesTheMachine(String address) {
        System.setProperty(GkeAddress.PLAINTEXT_PROPERTY, "true");
        assertThrows(InvalidValue.class, () -> new GkeAddress(address, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "host:", "host:port", "a b:1", "https://host"})
    void addressesHaveHostAndPort(String address) {
        assertThrows(InvalidValue.class, () -> new GkeAddress(address, false));
    }
}

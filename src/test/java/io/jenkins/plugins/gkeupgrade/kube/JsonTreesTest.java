package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTreesTest {
    private final JsonTrees json = new JsonTrees();

    @Test
    void textSurvivesBothWays() {
        String text = "{\"b\":[1,-2,2.5,true,null,\"\\\"ü\\n\"],\"a\":{},\"big\":123456789012345678901}";
        assertEquals(text, json.write(json.read(text)));
    }

    @Test
    void wholeNumbersAreAllOfOneType() {
        assertEquals(Map.of("a", 1L, "b", List.of(4_000_000_000L)), json.read("{\"a\":1,\"b\":[4000000000]}"));
    }

    @Test
    void fieldsThatNobodyWantsAreNotKept() {
        byte[] bytes =
                "{\"metadata\":{\"managedFields\":[{\"x\":{}}],\"name\":\"a\"}}".getBytes(StandardCharsets.UTF_8);
        assertEquals(Map.of("metadata", Map.of("name", "a")), json.object(bytes, "managedFields"));
    }

    @Test
    void whatIsNotJsonIsSaidWithoutQuotingIt() {
        for (String text : new String[] {"", "{", "[1", "{} {}", "hunter2-secret"}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> json.read(text));
            assertFalse(e.getMessage().contains("secret") && e.getMessage().contains("Source"), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> json.object("[]".getBytes(StandardCharsets.UTF_8), ""));
    }
}

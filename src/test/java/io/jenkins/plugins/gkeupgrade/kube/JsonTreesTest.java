package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void objectsAreKeptAsTheyWereWritten() {
        Map<String, Object> tree = object("{\"z\":null,\"a\":{\"unknown\":[[],{}]},\"m\":0.5,\"n\":-1,\"z2\":\"\"}");
        assertEquals(List.of("z", "a", "m", "n", "z2"), List.copyOf(tree.keySet()));
        assertTrue(tree.containsKey("z"), "null is not the same as absent");
        assertNull(tree.get("z"));
        assertEquals(Map.of("unknown", List.of(List.of(), Map.of())), tree.get("a"));
        assertEquals(0.5, tree.get("m"));
        assertEquals(-1L, tree.get("n"));
    }

    @Test
    void treesCannotBeChanged() {
        Map<String, Object> tree = object("{\"list\":[{\"a\":1}]}");
        List<?> list = (List<?>) tree.get("list");
        assertThrows(UnsupportedOperationException.class, () -> tree.put("b", 1));
        assertThrows(UnsupportedOperationException.class, () -> tree.remove("list"));
        assertThrows(UnsupportedOperationException.class, list::clear);
        assertThrows(UnsupportedOperationException.class, ((Map<?, ?>) list.get(0))::clear);
    }

    @Test
    void nestingWithoutAnEndIsRefusedAndNotFollowed() {
        String deep = "{\"a\":".repeat(100_000);
        assertThrows(IllegalArgumentException.class, () -> object(deep));
        assertThrows(IllegalArgumentException.class, () -> object("{\"a\":" + "[".repeat(100_000)));
    }

    @Test
    void anObjectThatBreaksOffIsNone() {
        for (String text : new String[] {"{\"a\"", "{\"a\":1", "{\"a\":1,", "{\"a\":[1,", "{1:2}", "{\"a\":]}"}) {
            assertThrows(IllegalArgumentException.class, () -> object(text), text);
        }
    }

    private Map<String, Object> object(String text) {
        return json.object(text.getBytes(StandardCharsets.UTF_8), "");
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

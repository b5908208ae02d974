package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;

/** JSON text by Jackson. */
public final class JacksonJson implements Json {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String write(Object tree) {
        try {
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "A tree of maps, lists, strings, numbers and booleans was expected, not: " + tree, e);
        }
    }

    @Override
    public Object read(String text) {
        try {
            return mapper.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not JSON: " + e.getOriginalMessage() + ".", e);
        }
    }
}

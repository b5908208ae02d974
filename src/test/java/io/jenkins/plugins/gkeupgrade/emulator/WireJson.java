package io.jenkins.plugins.gkeupgrade.emulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Trees as they go over the wire. Written field by field: to look for the right serializer for each of the hundred thousand
 * values of a long list costs more than all the rest of serving it.
 */
final class WireJson {
    private final JsonFactory factory = new JsonFactory();

    /** The tree as UTF-8. */
    byte[] bytes(Object tree) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = factory.createGenerator(bytes)) {
            write(out, tree);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, Object tree) throws IOException {
        if (tree instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                out.writeFieldName((String) field.getKey());
                write(out, field.getValue());
            }
            out.writeEndObject();
        } else if (tree instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (tree instanceof String text) {
            out.writeString(text);
        } else if (tree instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (tree instanceof Number number) {
            out.writeNumber(number.toString());
        } else if (tree == null) {
            out.writeNull();
        } else {
            throw new IllegalArgumentException("not JSON: " + tree.getClass());
        }
    }
}

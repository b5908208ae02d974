package io.jenkins.plugins.gkeupgrade.kube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as immutable trees of maps, lists, strings, numbers and booleans. Whole numbers are {@code Long}. */
final class JsonTrees implements Json {
    /** Fields that no view needs and that make up half of a pod. */
    static final String MANAGED_FIELDS = "managedFields";

    private final JsonFactory factory = new JsonFactory();

    @Override
    public String write(Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = factory.createGenerator(text)) {
            write(generator, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public Object read(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            return whole(parser);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not JSON: " + brief(e), e);
        }
    }

    /**
     * An object from its bytes.
     *
     * @param without name of a field to leave out wherever it occurs, or empty
     * @throws IllegalArgumentException when the bytes are not a JSON object
     */
    @SuppressWarnings("unchecked") // objects have string keys
    Map<String, Object> object(byte[] bytes, String without) {
        try (JsonParser parser = factory.createParser(bytes)) {
            parser.nextToken();
            if (value(parser, without) instanceof Map<?, ?> map) {
                return (Map<String, Object>) map;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The answer is not JSON: " + brief(e), e);
        }
        throw new IllegalArgumentException("The answer is not a JSON object.");
    }

    /** What is wrong, without the excerpt that the parser adds: it may hold a secret. */
    private static String brief(IOException e) {
        return e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : e.getMessage();
    }

    private static Object whole(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new IllegalArgumentException("Not JSON: the text is empty.");
        }
        Object tree = value(parser, "");
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("Not JSON: there is more after the first value.");
        }
        return tree;
    }

    private static Object value(JsonParser parser, String without) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("it ends too early");
        }
        return switch (token) {
            case START_OBJECT -> map(parser, without);
            case START_ARRAY -> list(parser, without);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> throw new IOException("unexpected " + token);
        };
    }

    private static Map<String, Object> map(JsonParser parser, String without) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>(8);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (key.equals(without)) {
                parser.skipChildren();
            } else {
                map.put(key, value(parser, without));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<Object> list(JsonParser parser, String without) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, without));
        }
        return Collections.unmodifiableList(list);
    }

    private static void write(JsonGenerator generator, Object tree) throws IOException {
        if (tree instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (tree instanceof List<?> list) {
            generator.writeStartArray();
            for (Object item : list) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (tree instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (tree instanceof Number number) {
            generator.writeNumber(number.toString());
        } else if (tree == null) {
            generator.writeNull();
        } else {
            generator.writeString(tree.toString());
        }
    }
}

package io.jenkins.plugins.gkeupgrade.emulator;

import com.google.container.v1.NodePool;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Map;

/** Fields of a pool by path and text, such as {@code config.machineType -> e2-standard-4}. */
final class SettingsText {
    private SettingsText() {}

    /** @throws IllegalArgumentException naming a path that no pool has, or a text that does not fit its field */
    static void apply(Map<String, String> settings, NodePool.Builder pool) {
        settings.forEach((path, text) -> set(pool, path, path.split("\\."), 0, text));
    }

    private static void set(Message.Builder message, String path, String[] names, int depth, String text) {
        FieldDescriptor field = message.getDescriptorForType().getFields().stream()
                .filter(f -> f.getJsonName().equals(names[depth]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Node pools have no field '" + path + "'."));
        boolean last = depth == names.length - 1;
        if (field.isMapField() && names.length - depth == 2) {
            Message.Builder entry = message.newBuilderForField(field);
            entry.setField(field.getMessageType().findFieldByName("key"), names[depth + 1]);
            entry.setField(field.getMessageType().findFieldByName("value"), text);
            message.addRepeatedField(field, entry.build());
        } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated() && !last) {
            Message.Builder inner = ((Message) message.getField(field)).toBuilder();
            set(inner, path, names, depth + 1, text);
            message.setField(field, inner.build());
        } else if (last && field.isRepeated()) {
            Arrays.stream(text.split(", *"))
                    .forEach(item -> message.addRepeatedField(field, scalar(field, path, item)));
        } else if (last) {
            message.setField(field, scalar(field, path, text));
        } else {
            throw new IllegalArgumentException("Node pools have no field '" + path + "'.");
        }
    }

    private static Object scalar(FieldDescriptor field, String path, String text) {
        try {
            return switch (field.getJavaType()) {
                case INT -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BOOLEAN -> Boolean.valueOf(text);
                case STRING -> text;
                case ENUM -> known(field, path, text);
                default -> throw new IllegalArgumentException("Field '" + path + "' is not a simple value.");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Field '" + path + "' wants a number, not '" + text + "'.", e);
        }
    }

    private static Object known(FieldDescriptor field, String path, String text) {
        Object value = field.getEnumType().findValueByName(text);
        if (value == null) {
            throw new IllegalArgumentException("Field '" + path + "' has no value '" + text + "'.");
        }
        return value;
    }
}

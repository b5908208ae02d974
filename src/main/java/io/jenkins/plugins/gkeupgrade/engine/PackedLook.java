package io.jenkins.plugins.gkeupgrade.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Details of a stage at one look as one short text, for what is saved often: five thousand rows of workloads take some hundred
 * kilobytes. Bounded: of longer lists and texts, the begin is kept.
 */
final class PackedLook {
    /** Rows of a large cluster. */
    static final int MOST_ITEMS = 5_000;
    /** A reason with numbers is a clause or two. */
    static final int LONGEST_TEXT = 500;

    private static final char MAP = 'm';
    private static final char LIST = 'l';
    private static final char NUMBER = 'n';
    private static final char YES = 'y';
    private static final char NO = 'f';
    private static final char TEXT = 't';

    private PackedLook() {}

    /** @param details what is neither a map, a list, a whole number nor a boolean is packed as text */
    static String pack(Map<String, Object> details) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            write(out, details);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** @return empty when the text is none of ours, such as that of another version of this plugin */
    static Map<String, Object> unpack(String packed) {
        Map<String, Object> details = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed))))) {
            if (read(in) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> details.put(key.toString(), value));
            }
        } catch (IOException | IllegalArgumentException unknown) {
            return Map.of();
        }
        return details;
    }

    private static void write(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeByte(MAP);
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeUTF(cut(entry.getKey()));
                write(out, entry.getValue());
            }
        } else if (value instanceof Collection<?> items) {
            out.writeByte(LIST);
            out.writeInt(Math.min(items.size(), MOST_ITEMS));
            for (Object item : items.stream().limit(MOST_ITEMS).toList()) {
                write(out, item);
            }
        } else if (value instanceof Long || value instanceof Integer) {
            out.writeByte(NUMBER);
            out.writeLong(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? YES : NO);
        } else {
            out.writeByte(TEXT);
            out.writeUTF(cut(value));
        }
    }

    private static String cut(Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static Object read(DataInputStream in) throws IOException {
        char type = (char) in.readByte();
        return switch (type) {
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int left = in.readInt(); left > 0; left--) {
                    String key = in.readUTF();
                    map.put(key, read(in));
                }
                yield map;
            }
            case LIST -> {
                List<Object> list = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    list.add(read(in));
                }
                yield list;
            }
            case NUMBER -> in.readLong();
            case YES -> true;
            case NO -> false;
            case TEXT -> in.readUTF();
            default -> throw new IOException("'" + type + "' is no type");
        };
    }
}

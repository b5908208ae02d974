package io.jenkins.plugins.gkeupgrade.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A step's details as they are stored with the build: five thousand rows as elements of {@code build.xml} would be
 * megabytes, which Jenkins reads whenever it looks at the build; packed they are some ten kilobytes of text.
 */
final class PackedDetails {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NONE = {};

    private PackedDetails() {}

    static byte[] pack(Map<String, Object> details) {
        if (details.isEmpty()) {
            return NONE;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            JSON.writeValue(out, details);
        } catch (IOException e) {
            throw new UncheckedIOException("These details are not plain values: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    static Map<String, Object> unpack(byte[] packed) {
        if (packed == null || packed.length == 0) {
            return Map.of();
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return JSON.readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("The stored details of a step cannot be read: " + e.getMessage(), e);
        }
    }
}

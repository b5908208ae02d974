package io.jenkins.plugins.gkeupgrade.kube;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * How a body was packed for the wire. API servers pack what is longer than 128 KB when they are told that they may, as
 * kubectl tells them: a list of pods becomes a tenth of its size, which is encrypted and sent sooner.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#response-compression">Response compression</a>
 */
final class ContentEncoding {
    /** Request header that says what we can unpack. */
    static final String ACCEPTED_HEADER = "Accept-Encoding";
    /** Response header that says what was done. */
    static final String HEADER = "Content-Encoding";

    static final String GZIP = "gzip";

    private ContentEncoding() {}

    /**
     * The body as it was before it was packed.
     *
     * @param encoding value of the header; null without one
     * @throws IOException when it was packed in another way, or is damaged
     */
    static byte[] unpacked(byte[] body, String encoding) throws IOException {
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        if (!encoding.equalsIgnoreCase(GZIP)) {
            throw new IOException("its answer is encoded as " + encoding);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body), 1 << 15)) {
            return in.readAllBytes();
        }
    }
}

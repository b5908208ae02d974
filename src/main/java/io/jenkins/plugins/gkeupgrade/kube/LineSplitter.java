package io.jenkins.plugins.gkeupgrade.kube;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Puts the pieces of a stream together to lines. Used by one thread at a time. */
final class LineSplitter implements Consumer<byte[]> {
    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    LineSplitter(Consumer<byte[]> lines) {
        this.lines = lines;
    }

    @Override
    public void accept(byte[] piece) {
        int from = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                rest.write(piece, from, i - from);
                from = i + 1;
                byte[] line = rest.toByteArray();
                rest.reset();
                if (line.length > 0) {
                    lines.accept(line);
                }
            }
        }
        rest.write(piece, from, piece.length - from);
    }
}

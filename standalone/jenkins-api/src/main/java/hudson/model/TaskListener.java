package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

public interface TaskListener extends Serializable {
    @NonNull
    PrintStream getLogger();

    @NonNull
    default Charset getCharset() {
        return StandardCharsets.UTF_8;
    }

    @NonNull
    default PrintWriter error(String msg) {
        OutputStream logger = getLogger();
        PrintWriter writer = new PrintWriter(new OutputStreamWriter(logger, getCharset()), true);
        writer.println("ERROR: " + msg);
        return writer;
    }
}

package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.io.IOException;
import java.util.List;

/** What steps that deal with scripts need of the script side. */
public interface ScriptServices {
    /** Compiles the text and runs it as a script of its own; returns what it returns. */
    Object load(String text) throws Throwable;

    /** Loads a shared library by its name. */
    void loadLibrary(String identifier);

    /** The text of a resource of a loaded library; null when there is none. */
    String libraryResource(String path) throws IOException;

    /** Sets the build's parameter definitions. */
    void defineParameters(List<?> definitions) throws IOException;
}

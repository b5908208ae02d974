package io.jenkins.plugins.gkeupgrade.engine.port;

/** JSON text to and from trees of maps, lists, strings, numbers and booleans. */
public interface Json {
    /** Compact text; map entries keep their order. */
    String write(Object tree);

    /** @throws IllegalArgumentException when the text is not JSON */
    Object read(String text);
}

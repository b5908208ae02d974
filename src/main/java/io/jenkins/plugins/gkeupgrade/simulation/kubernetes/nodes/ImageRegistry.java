package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What image references stand for. Every reference has an image until told otherwise, and a tag can get another one;
 * a node keeps what it has pulled once and asks again only if a container says so.
 */
public final class ImageRegistry {
    private final Map<String, String> contents = new HashMap<>();
    private final Map<String, String> pulled = new HashMap<>();

    /** From now on the tag stands for an image with this content. */
    public void push(String image, String content) {
        contents.put(image, content);
    }

    /** The digest that the reference stands for now, as a container runtime writes it. */
    public String imageId(String image) {
        if (image.contains("@sha256:")) {
            return withoutTag(image.substring(0, image.indexOf('@'))) + image.substring(image.indexOf('@'));
        }
        return withoutTag(image) + "@sha256:" + digest(contents.getOrDefault(image, image));
    }

    /** The same as the node sees it, which may still have what it pulled before. */
    String imageId(String image, String node, boolean alwaysPull) {
        String key = node + " " + image;
        if (alwaysPull || !pulled.containsKey(key)) {
            pulled.put(key, imageId(image));
        }
        return pulled.get(key);
    }

    private static String withoutTag(String image) {
        int colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
    }

    private static String digest(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}

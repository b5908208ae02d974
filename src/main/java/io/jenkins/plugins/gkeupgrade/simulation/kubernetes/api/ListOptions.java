package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

/**
 * What to leave out of a list or a watch.
 *
 * @param labelSelector as in URLs, such as {@code app=cart,tier in (front,back)}; empty for all
 * @param fieldSelector as in URLs, such as {@code spec.nodeName=a}; empty for all
 * @param limit most items of one page; 0 for no limit
 * @param continueToken from the page before, or empty
 */
public record ListOptions(String labelSelector, String fieldSelector, int limit, String continueToken) {
    public static final ListOptions ALL = new ListOptions("", "", 0, "");

    public static ListOptions labels(String selector) {
        return new ListOptions(selector, "", 0, "");
    }

    public static ListOptions fields(String selector) {
        return new ListOptions("", selector, 0, "");
    }
}

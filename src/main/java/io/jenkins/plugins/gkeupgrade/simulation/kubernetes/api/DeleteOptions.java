package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

/**
 * How to delete.
 *
 * @param gracePeriodSeconds time that containers get to end, or null for the object's own
 * @param propagation what becomes of dependents, or null for the resource's default
 * @param uid delete only the object of that uid, or empty
 * @param resourceVersion delete only that version, or empty
 */
public record DeleteOptions(Long gracePeriodSeconds, Propagation propagation, String uid, String resourceVersion) {
    /** What becomes of the objects that the deleted one owns. */
    public enum Propagation {
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    public static final DeleteOptions DEFAULT = new DeleteOptions(null, null, "", "");

    public static DeleteOptions grace(long seconds) {
        return new DeleteOptions(seconds, null, "", "");
    }
}

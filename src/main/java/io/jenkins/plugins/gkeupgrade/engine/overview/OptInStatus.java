package io.jenkins.plugins.gkeupgrade.engine.overview;

/** Where a workload stands between the old version and the new one. */
public enum OptInStatus {
    /** One of our steps moved it, and can move it back. */
    BY_STEP("opted in by a step"),
    /** Its team wrote toleration and affinity itself. */
    BY_TEAM("opted in by its team"),
    NOT_YET("not yet"),
    /** It cannot move as it is; the reason says what to do. */
    CANNOT("cannot");

    private final String words;

    OptInStatus(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public boolean optedIn() {
        return this == BY_STEP || this == BY_TEAM;
    }
}

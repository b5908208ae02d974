package io.jenkins.plugins.gkeupgrade.credentials;

/** Identities for tests of other rooms. */
public final class TestAccess {
    private TestAccess() {}

    public static GoogleAccess token(String token) {
        return GoogleAccess.ofToken(token, "somebody");
    }
}

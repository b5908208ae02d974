package org.jvnet.hudson.test.junit.jupiter;

import org.junit.jupiter.api.extension.Extension;
import org.jvnet.hudson.test.fixtures.JenkinsSessionFixture;

public class JenkinsSessionExtension implements Extension {
    public void then(Step s) throws Throwable {
        throw new UnsupportedOperationException();
    }

    @FunctionalInterface
    public interface Step extends JenkinsSessionFixture.Step {}
}

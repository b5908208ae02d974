package org.jvnet.hudson.test.junit.jupiter;

import java.io.Serializable;
import org.junit.jupiter.api.extension.Extension;
import org.jvnet.hudson.test.fixtures.RealJenkinsFixture;

public class RealJenkinsExtension implements Extension {
    public RealJenkinsExtension javaOptions(String... options) {
        throw new UnsupportedOperationException();
    }

    public <T extends Serializable> T then(Step2<T> s) throws Throwable {
        throw new UnsupportedOperationException();
    }

    @FunctionalInterface
    public interface Step2<T extends Serializable> extends RealJenkinsFixture.Step2<T> {}
}

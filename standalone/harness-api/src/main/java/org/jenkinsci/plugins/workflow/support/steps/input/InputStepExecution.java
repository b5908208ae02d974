package org.jenkinsci.plugins.workflow.support.steps.input;

import java.io.IOException;
import java.util.Map;
import org.kohsuke.stapler.HttpResponse;

public class InputStepExecution {
    private InputStepExecution() {}

    public HttpResponse proceed(Map<String, Object> params) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public HttpResponse proceed(Object value) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}

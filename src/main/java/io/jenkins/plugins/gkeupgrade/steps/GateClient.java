package io.jenkins.plugins.gkeupgrade.steps;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.gkeupgrade.probe.HttpQuestions;
import java.lang.ref.WeakReference;

/** What all gates of the controller ask with, since each HTTP client has threads of its own; gone when no step asks. */
@Extension
public final class GateClient implements ExtensionPoint {
    private WeakReference<HttpQuestions> shared = new WeakReference<>(null);

    synchronized HttpQuestions questions() {
        HttpQuestions questions = shared.get();
        if (questions == null) {
            questions = new HttpQuestions();
            shared = new WeakReference<>(questions);
        }
        return questions;
    }

    static GateClient get() {
        return ExtensionList.lookupSingleton(GateClient.class);
    }
}

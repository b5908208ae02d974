package io.jenkins.plugins.gkeupgrade.steps;

import hudson.Util;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps share that work on selected workloads. */
public abstract class WorkloadsStep extends GkeStep {
    private String namespace;
    private String selector;
    private List<String> names = List.of();
    private List<String> kinds = List.of();
    private String taintKey;

    protected WorkloadsStep(String cluster, String version, int timeoutMinutes) {
        super(cluster, version, timeoutMinutes);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public String getSelector() {
        return selector;
    }

    @DataBoundSetter
    public void setSelector(String selector) {
        this.selector = Util.fixEmptyAndTrim(selector);
    }

    public List<String> getNames() {
        return names;
    }

    /** @param names each may hold several, separated by commas or white space, as a form's text field does */
    @DataBoundSetter
    public void setNames(List<String> names) {
        this.names = split(names);
    }

    public List<String> getKinds() {
        return kinds;
    }

    /** @param kinds each may hold several, separated by commas or white space, as a form's text field does */
    @DataBoundSetter
    public void setKinds(List<String> kinds) {
        this.kinds = split(kinds);
    }

    public String getTaintKey() {
        return taintKey;
    }

    @DataBoundSetter
    public void setTaintKey(String taintKey) {
        this.taintKey = Util.fixEmptyAndTrim(taintKey);
    }

    Selection selection() {
        return Selection.of(namespace, selector, names, kinds);
    }

    static List<String> split(List<String> texts) {
        List<String> parts = new ArrayList<>();
        for (String text : texts == null ? List.<String>of() : texts) {
            Arrays.stream(Util.fixNull(text).split("[,\\s]+"))
                    .filter(part -> !part.isEmpty())
                    .forEach(parts::add);
        }
        return List.copyOf(parts);
    }
}

package io.jenkins.plugins.gkeupgrade.runner.run;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the person who starts a run decides about it. */
public final class RunSettings {
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Path> libraries = new LinkedHashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Map<String, CredentialSource> credentials = new HashMap<>();
    private String jobName = "pipeline";
    private int number = 1;
    private boolean approve;
    private boolean shellAllowed;
    private Path workspace;
    private Path buildFolder;
    private Result previousResult;

    /** @param buildFolder where artifacts go; made when needed */
    public RunSettings(Path buildFolder) {
        this.buildFolder = buildFolder;
    }

    public String jobName() {
        return jobName;
    }

    public int number() {
        return number;
    }

    /** Parameter values by name, as text. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Variables of the build, such as BRANCH_NAME. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Folders of shared libraries by library name. */
    public Map<String, Path> libraries() {
        return libraries;
    }

    /** Answers to {@code input}: by id, message or parameter name. */
    public Map<String, String> answers() {
        return answers;
    }

    public Map<String, CredentialSource> credentials() {
        return credentials;
    }

    /** Whether an {@code input} without an answer is approved. */
    public boolean approve() {
        return approve;
    }

    /** Whether {@code sh} may run commands on this machine. */
    public boolean shellAllowed() {
        return shellAllowed;
    }

    /** The folder that {@code node} works in; null for a new empty one. */
    public Path workspace() {
        return workspace;
    }

    public Path buildFolder() {
        return buildFolder;
    }

    public Result previousResult() {
        return previousResult;
    }

    public RunSettings jobName(String name) {
        jobName = name;
        return this;
    }

    public RunSettings number(int buildNumber) {
        number = buildNumber;
        return this;
    }

    public RunSettings approve(boolean all) {
        approve = all;
        return this;
    }

    public RunSettings shellAllowed(boolean allowed) {
        shellAllowed = allowed;
        return this;
    }

    public RunSettings workspace(Path folder) {
        workspace = folder;
        return this;
    }

    public RunSettings previousResult(Result result) {
        previousResult = result;
        return this;
    }
}

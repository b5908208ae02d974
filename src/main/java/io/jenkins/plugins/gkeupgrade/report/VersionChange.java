package io.jenkins.plugins.gkeupgrade.report;

import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The version of a control plane or node pool before the build's first step and after its last one. */
@ExportedBean(defaultVisibility = ReportJson.ALWAYS)
public final class VersionChange {
    @Exported
    public final String name;

    /** Null when it was not there. */
    @Exported
    public final String before;

    /** Null when it is not there any more. */
    @Exported
    public final String after;

    VersionChange(String name, String before, String after) {
        this.name = name;
        this.before = before;
        this.after = after;
    }
}

package org.jenkinsci.plugins.workflow.actions;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

public class TagsAction implements PersistentAction {
    private final Map<String, String> tags = new LinkedHashMap<>();

    public void addTag(@CheckForNull String tag, @CheckForNull String value) {
        if (tag != null && value != null && !tag.isEmpty() && !value.isEmpty()) {
            tags.put(tag, value);
        }
    }

    public boolean removeTag(@CheckForNull String tag) {
        return tag != null && tags.remove(tag) != null;
    }

    @CheckForNull
    public String getTagValue(@CheckForNull String tag) {
        return tag == null ? null : tags.get(tag);
    }

    @NonNull
    public Map<String, String> getTags() {
        return Collections.unmodifiableMap(tags);
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Tags";
    }

    @Override
    public String getUrlName() {
        return "tags";
    }
}

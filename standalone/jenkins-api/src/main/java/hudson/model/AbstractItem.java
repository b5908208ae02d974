package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import java.io.File;
import java.io.IOException;
import jenkins.model.Jenkins;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractItem extends Actionable implements Item {
    private final transient ItemGroup parent;
    private final transient String name;

    protected AbstractItem(ItemGroup parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    @NonNull
    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    @NonNull
    @Override
    public ItemGroup getParent() {
        return parent;
    }

    @NonNull
    @Override
    public final String getFullName() {
        return name;
    }

    @Override
    public final String getFullDisplayName() {
        return getDisplayName();
    }

    @Override
    public final String getUrl() {
        return "job/" + name + "/";
    }

    @Override
    public File getRootDir() {
        throw new UnsupportedOperationException("There is no Jenkins home.");
    }

    @NonNull
    @Override
    public ACL getACL() {
        return Jenkins.get().getACL();
    }

    /** Nothing is kept: there is no Jenkins home. */
    @Override
    public synchronized void save() throws IOException {}
}

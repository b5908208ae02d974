package jenkins.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionList;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import org.springframework.security.core.Authentication;

/** A controller without security, as Jenkins is when none is configured: everything is allowed. */
public class Jenkins implements AccessControlled {
    public static final Permission ADMINISTER = null;

    public static final Permission MANAGE = null;

    public static final Permission READ = null;

    private static final Jenkins INSTANCE = new Jenkins();

    private Jenkins() {}

    @NonNull
    public static Jenkins get() throws IllegalStateException {
        return INSTANCE;
    }

    @CheckForNull
    public static Jenkins getInstanceOrNull() {
        return INSTANCE;
    }

    @NonNull
    public static Authentication getAuthentication2() {
        return ACL.SYSTEM2;
    }

    @NonNull
    @Override
    public ACL getACL() {
        return ACL.lambda2((who, what) -> true);
    }

    @Nullable
    public String getRootUrl() throws IllegalStateException {
        return null;
    }

    @CheckForNull
    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptor(Class<? extends Describable> type) {
        for (Descriptor candidate : ExtensionList.lookup(Descriptor.class)) {
            if (candidate.clazz == type) {
                return candidate;
            }
        }
        return null;
    }

    @NonNull
    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        Descriptor found = getDescriptor(type);
        if (found == null) {
            throw new AssertionError(type + " is missing its descriptor");
        }
        return found;
    }

    @SuppressWarnings("rawtypes")
    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        return ExtensionList.lookup(Descriptor.class).get(type);
    }
}

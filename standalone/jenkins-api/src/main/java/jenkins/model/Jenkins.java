package jenkins.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionList;
import hudson.model.Describable;
import hudson.model.Descriptor;

public class Jenkins {
    private static final Jenkins INSTANCE = new Jenkins();

    private Jenkins() {}

    @NonNull
    public static Jenkins get() throws IllegalStateException {
        return INSTANCE;
    }

    @CheckForNull
    @Nullable
    public static Jenkins getInstanceOrNull() {
        return INSTANCE;
    }

    @CheckForNull
    @SuppressWarnings({"rawtypes"})
    public Descriptor getDescriptor(Class<? extends Describable> type) {
        for (Descriptor candidate : ExtensionList.lookup(Descriptor.class)) {
            if (candidate.clazz == type) {
                return candidate;
            }
        }
        return null;
    }

    @NonNull
    @SuppressWarnings({"rawtypes"})
    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        Descriptor found = getDescriptor(type);
        if (found == null) {
            throw new AssertionError(type + " is missing its descriptor");
        }
        return found;
    }
}

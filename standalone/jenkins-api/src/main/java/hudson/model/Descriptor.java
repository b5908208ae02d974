package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class Descriptor<T extends Describable<T>> implements Saveable {
    public final transient Class<? extends T> clazz;

    protected Descriptor(Class<? extends T> clazz) {
        this.clazz = Self.class.equals(clazz) ? own() : clazz;
    }

    protected Descriptor() {
        this.clazz = enclosing();
        if (clazz == null) {
            throw new AssertionError(
                    getClass() + " doesn't have an outer class. Use the constructor that takes the Class object.");
        }
    }

    @NonNull
    public String getDisplayName() {
        return clazz.getSimpleName();
    }

    public String getId() {
        return clazz.getName();
    }

    public String getDescriptorUrl() {
        return "descriptorByName/" + getId();
    }

    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        return true;
    }

    /** Nothing is kept: there is no Jenkins home. */
    @Override
    public synchronized void save() {}

    public synchronized void load() {}

    @SuppressWarnings({"rawtypes", "unchecked"})
    protected static Class self() {
        return Self.class;
    }

    @SuppressWarnings("unchecked")
    private Class<? extends T> own() {
        return (Class<? extends T>) (Class<?>) getClass();
    }

    @SuppressWarnings("unchecked")
    private Class<? extends T> enclosing() {
        return (Class<? extends T>) getClass().getEnclosingClass();
    }

    public static final class Self {}

    public static final class FormException extends Exception implements HttpResponse {
        private static final long serialVersionUID = 1L;

        private final String formField;

        public FormException(String message, String formField) {
            super(message);
            this.formField = formField;
        }

        public FormException(String message, Throwable cause, String formField) {
            super(message, cause);
            this.formField = formField;
        }

        public String getFormField() {
            return formField;
        }
    }
}

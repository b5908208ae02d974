package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;

public abstract class Descriptor<T extends Describable<T>> {
    public final transient Class<? extends T> clazz;

    @SuppressWarnings("unchecked")
    protected Descriptor() {
        this.clazz = (Class<T>) getClass().getEnclosingClass();
        if (clazz == null) {
            throw new AssertionError(
                    getClass() + " doesn't have an outer class. Use the constructor that takes the class.");
        }
    }

    protected Descriptor(Class<? extends T> clazz) {
        this.clazz = clazz;
    }

    @NonNull
    public String getDisplayName() {
        return clazz.getSimpleName();
    }
}

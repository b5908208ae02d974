package org.jvnet.localizer;

import java.io.Serializable;
import java.util.Locale;
import java.util.ResourceBundle;

public final class ResourceBundleHolder implements Serializable {
    private static final long serialVersionUID = 1L;

    public final Class<?> owner;

    private ResourceBundleHolder(Class<?> owner) {
        this.owner = owner;
    }

    public static synchronized ResourceBundleHolder get(Class<?> clazz) {
        return new ResourceBundleHolder(clazz);
    }

    public ResourceBundle get(Locale locale) {
        return ResourceBundle.getBundle(owner.getName(), locale, owner.getClassLoader());
    }
}

package org.jvnet.localizer;

import java.io.Serializable;
import java.text.MessageFormat;
import java.util.Locale;

public class Localizable implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ResourceBundleHolder holder;
    private final String key;
    private final transient Object[] args;

    public Localizable(ResourceBundleHolder holder, String key, Object... args) {
        this.holder = holder;
        this.key = key;
        this.args = args.clone();
    }

    @Override
    public String toString() {
        return MessageFormat.format(holder.get(Locale.ROOT).getString(key), args);
    }
}

package io.jenkins.plugins.gkeupgrade.config;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import jenkins.model.Jenkins;

/** Who may ask our forms for what, and answers in the form that forms understand. */
public final class FormAccess {
    private FormAccess() {}

    /** Whether the asker may see what this form shows: the item's configuration, or the controller's. */
    public static boolean mayConfigure(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
    }

    /** The check's complaint, if it has one; always fine to who may not configure, so that nothing is given away. */
    public static FormValidation check(Item item, Runnable check) {
        if (!mayConfigure(item)) {
            return FormValidation.ok();
        }
        try {
            check.run();
            return FormValidation.ok();
        } catch (InvalidValue e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * Null for an empty field, which means the default.
     *
     * @throws InvalidValue naming the parameter, unless the text is a whole number
     */
    public static Integer number(String parameter, String text) {
        String number = Util.fixEmptyAndTrim(text);
        try {
            return number == null ? null : Integer.valueOf(number);
        } catch (NumberFormatException e) {
            throw new InvalidValue(parameter + ": '" + text + "' is not a whole number.");
        }
    }
}

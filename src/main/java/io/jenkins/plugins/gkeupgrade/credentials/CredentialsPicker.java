package io.jenkins.plugins.gkeupgrade.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The drop-down lists of credentials in forms. Who may not use credentials sees none but the one that is chosen. */
public final class CredentialsPicker {
    private CredentialsPicker() {}

    /**
     * Credentials that stand for an identity towards Google.
     *
     * @param item where the form is; null on the controller's own pages
     * @param current what is chosen now
     */
    public static ListBoxModel google(Item item, String current) {
        return options(
                item,
                current,
                CredentialsMatchers.anyOf(
                        CredentialsMatchers.instanceOf(FileCredentials.class),
                        CredentialsMatchers.instanceOf(StringCredentials.class),
                        credentials -> credentials instanceof StandardUsernameCredentials
                                && credentials
                                        .getClass()
                                        .getName()
                                        .startsWith("com.google.jenkins.plugins.credentials")));
    }

    /** Secret files. */
    public static ListBoxModel files(Item item, String current) {
        return options(item, current, CredentialsMatchers.instanceOf(FileCredentials.class));
    }

    /** Secret texts, and user names with passwords. */
    public static ListBoxModel web(Item item, String current) {
        return options(
                item,
                current,
                CredentialsMatchers.anyOf(
                        CredentialsMatchers.instanceOf(StringCredentials.class),
                        CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)));
    }

    private static ListBoxModel options(Item item, String current, CredentialsMatcher matcher) {
        StandardListBoxModel options = new StandardListBoxModel();
        String chosen = current == null ? "" : current;
        if (!allowed(item)) {
            return options.includeCurrentValue(chosen);
        }
        options.includeEmptyValue();
        options.includeMatchingAs(ACL.SYSTEM2, item, StandardCredentials.class, List.of(), matcher);
        return options.includeCurrentValue(chosen);
    }

    private static boolean allowed(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}

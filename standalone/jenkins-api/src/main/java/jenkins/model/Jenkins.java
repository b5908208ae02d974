package jenkins.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionList;
import hudson.PluginManager;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import hudson.security.SecurityRealm;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** A controller without security, as Jenkins is when none is configured, unless somebody sets a strategy. */
public class Jenkins implements AccessControlled {
    public static final PermissionGroup PERMISSIONS = new PermissionGroup(Jenkins.class, null);

    public static final Permission ADMINISTER = permission("Administer", null);

    public static final Permission MANAGE = permission("Manage", ADMINISTER);

    public static final Permission SYSTEM_READ = permission("SystemRead", ADMINISTER);

    public static final Permission READ = permission("Read", ADMINISTER);

    private static final Jenkins INSTANCE = new Jenkins();

    private volatile AuthorizationStrategy authorizationStrategy = new Unsecured();

    private Jenkins() {}

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public PluginManager getPluginManager() {
        throw new UnsupportedOperationException();
    }

    private static Permission permission(String name, Permission impliedBy) {
        return new Permission(PERMISSIONS, name, null, impliedBy, PermissionScope.JENKINS);
    }

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
        AtomicReference<Authentication> current = new AtomicReference<>();
        ACL.lambda2((who, what) -> {
                    current.set(who);
                    return true;
                })
                .hasPermission(READ);
        return current.get();
    }

    public AuthorizationStrategy getAuthorizationStrategy() {
        return authorizationStrategy;
    }

    public void setAuthorizationStrategy(AuthorizationStrategy a) {
        authorizationStrategy = a == null ? new Unsecured() : a;
    }

    public void setSecurityRealm(@CheckForNull SecurityRealm securityRealm) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    @Override
    public ACL getACL() {
        return authorizationStrategy.getRootACL();
    }

    @Nullable
    public String getRootUrl() throws IllegalStateException {
        return null;
    }

    @CheckForNull
    public <T extends Item> T getItemByFullName(@NonNull String fullName, @NonNull Class<T> type)
            throws AccessDeniedException {
        throw new UnsupportedOperationException();
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

    private static final class Unsecured extends AuthorizationStrategy {
        @Override
        public ACL getRootACL() {
            return ACL.lambda2((who, what) -> true);
        }

        @Override
        public Collection<String> getGroups() {
            return List.of();
        }
    }
}

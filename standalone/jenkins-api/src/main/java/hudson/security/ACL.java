package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

public abstract class ACL {
    public static final Authentication SYSTEM2 = new SystemUser();

    private static final ThreadLocal<Authentication> CURRENT = new ThreadLocal<>();

    /** Who the thread works for: the system, as in Jenkins outside of requests, unless somebody said otherwise. */
    private static Authentication current() {
        Authentication current = CURRENT.get();
        return current == null ? SYSTEM2 : current;
    }

    public final void checkPermission(@NonNull Permission p) {
        if (!hasPermission(p)) {
            throw new AccessDeniedException(Jenkins.getAuthentication2().getName() + " is missing a permission");
        }
    }

    public final boolean hasPermission(@NonNull Permission p) {
        return hasPermission2(current(), p);
    }

    public boolean hasPermission2(@NonNull Authentication a, @NonNull Permission permission) {
        throw new AbstractMethodError("hasPermission2 is missing in " + getClass());
    }

    public static ACL lambda2(final BiFunction<Authentication, Permission, Boolean> impl) {
        return new ACL() {
            @Override
            public boolean hasPermission2(Authentication a, Permission permission) {
                return impl.apply(a, permission);
            }
        };
    }

    @NonNull
    public static ACLContext as2(@NonNull Authentication auth) {
        Authentication previous = CURRENT.get();
        CURRENT.set(auth);
        return new ACLContext(() -> CURRENT.set(previous));
    }

    private static final class SystemUser implements Authentication {
        private static final long serialVersionUID = 1L;

        @Override
        public String getName() {
            return "SYSTEM";
        }

        @Override
        public Collection<? extends GrantedAuthority> getAuthorities() {
            return List.of();
        }

        @Override
        public Object getCredentials() {
            return null;
        }

        @Override
        public Object getDetails() {
            return null;
        }

        @Override
        public Object getPrincipal() {
            return getName();
        }

        @Override
        public boolean isAuthenticated() {
            return true;
        }

        @Override
        public void setAuthenticated(boolean isAuthenticated) {
            throw new IllegalArgumentException("SYSTEM is always authenticated");
        }
    }
}

package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import java.util.Collection;

public abstract class AuthorizationStrategy implements ExtensionPoint {
    @NonNull
    public abstract ACL getRootACL();

    @NonNull
    public abstract Collection<String> getGroups();
}

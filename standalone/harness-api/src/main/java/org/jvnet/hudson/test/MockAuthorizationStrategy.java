package org.jvnet.hudson.test;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import java.util.Collection;

public class MockAuthorizationStrategy extends AuthorizationStrategy {
    public Grant grant(Permission... permissions) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    @Override
    public ACL getRootACL() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    @Override
    public Collection<String> getGroups() {
        throw new UnsupportedOperationException();
    }

    public class Grant {
        private Grant() {}

        public GrantOn everywhere() {
            throw new UnsupportedOperationException();
        }

        public class GrantOn {
            private GrantOn() {}

            public MockAuthorizationStrategy to(String... sids) {
                throw new UnsupportedOperationException();
            }
        }
    }
}

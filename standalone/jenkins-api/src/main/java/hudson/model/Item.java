package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.io.IOException;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.Jenkins;

public interface Item extends PersistenceRoot, FullyNamedModelObject, FullyNamed, AccessControlled {
    PermissionGroup PERMISSIONS = new PermissionGroup(Item.class, null);

    Permission CONFIGURE = new Permission(PERMISSIONS, "Configure", null, Jenkins.ADMINISTER, PermissionScope.ITEM);

    Permission READ = new Permission(PERMISSIONS, "Read", null, Jenkins.ADMINISTER, PermissionScope.ITEM);

    Permission EXTENDED_READ = new Permission(PERMISSIONS, "ExtendedRead", null, CONFIGURE, PermissionScope.ITEM);

    Permission BUILD = new Permission(PERMISSIONS, "Build", null, Jenkins.ADMINISTER, PermissionScope.ITEM);

    ItemGroup<? extends Item> getParent();

    @NonNull
    String getName();

    @NonNull
    @Override
    String getFullName();

    @Override
    String getDisplayName();

    String getUrl();

    @Override
    void save() throws IOException;
}

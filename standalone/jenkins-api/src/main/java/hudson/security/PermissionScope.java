package hudson.security;

import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;

public final class PermissionScope {
    // The real one names the class Jenkins, which here is no model object.
    public static final PermissionScope JENKINS = new PermissionScope(ModelObject.class);

    public static final PermissionScope ITEM = new PermissionScope(Item.class, JENKINS);

    public static final PermissionScope RUN = new PermissionScope(Run.class, ITEM);

    public final Class<? extends ModelObject> modelClass;

    public PermissionScope(Class<? extends ModelObject> modelClass, PermissionScope... containers) {
        this.modelClass = modelClass;
    }
}

package io.jenkins.plugins.gkeupgrade.security;

import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Who comes to a controller, and what they may do there, on every item and on the controller itself. */
final class People extends AuthorizationStrategy {
    static final String ANONYMOUS = "anonymous";
    static final String READER = "reader";
    static final String CONFIGURER = "configurer";
    static final String ADMIN = "admin";
    static final List<String> ALL = List.of(ANONYMOUS, READER, CONFIGURER, ADMIN);

    private static final Map<String, Set<Permission>> GRANTED = Map.of(
            READER, Set.of(Jenkins.READ, Item.READ),
            CONFIGURER, Set.of(Jenkins.READ, Item.READ, Item.CONFIGURE),
            ADMIN, Set.of(Jenkins.ADMINISTER));

    private final Map<String, Set<Permission>> granted;

    private People(Map<String, Set<Permission>> granted) {
        this.granted = granted;
    }

    static People usual() {
        return new People(GRANTED);
    }

    static People with(String who, Permission... permissions) {
        return new People(Map.of(who, Set.of(permissions)));
    }

    /** Something that a person does. */
    interface Deed<T> {
        T done() throws Throwable;
    }

    /** What comes of it when this person does it. */
    @SuppressWarnings("try") // who works is not used by name
    static <T> T as(String who, Deed<T> deed) throws Throwable {
        InvocationHandler named = (proxy, method, arguments) -> method.getName().equals("getName") ? who : null;
        Authentication person = (Authentication)
                Proxy.newProxyInstance(People.class.getClassLoader(), new Class<?>[] {Authentication.class}, named);
        try (ACLContext ignored = ACL.as2(person)) {
            return deed.done();
        }
    }

    /** A job whose permissions are those of the controller. */
    static Item job() {
        return (Item) Proxy.newProxyInstance(
                People.class.getClassLoader(), new Class<?>[] {Item.class}, (proxy, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    return method.getName().equals("getACL") ? Jenkins.get().getACL() : null;
                });
    }

    @Override
    public ACL getRootACL() {
        return ACL.lambda2((who, what) -> may(who.getName(), what));
    }

    private boolean may(String who, Permission what) {
        for (Permission each = what; each != null; each = each.impliedBy) {
            if (granted.getOrDefault(who, Set.of()).contains(each)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Collection<String> getGroups() {
        return List.of();
    }
}

package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;

/** Reads the index of extensions on the class path, as Jenkins does; each extension is created once and kept. */
public class ExtensionList<T> extends AbstractList<T> {
    private static final Map<Class<?>, ExtensionList<?>> LISTS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Object> INSTANCES = new ConcurrentHashMap<>();

    private final List<T> members;

    private ExtensionList(List<T> members) {
        this.members = members;
    }

    @CheckForNull
    public <U extends T> U get(@NonNull Class<U> type) {
        for (T member : members) {
            if (member.getClass() == type) {
                return type.cast(member);
            }
        }
        return null;
    }

    @Override
    public T get(int index) {
        return members.get(index);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public void add(int index, T element) {
        members.add(index, element);
    }

    @Override
    public boolean remove(Object o) {
        return members.remove(o);
    }

    @NonNull
    @SuppressWarnings("unchecked")
    public static <T> ExtensionList<T> lookup(Class<T> type) {
        ExtensionList<?> known = LISTS.get(type);
        if (known == null) {
            ExtensionList<?> discovered = new ExtensionList<>(discover(type));
            ExtensionList<?> earlier = LISTS.putIfAbsent(type, discovered);
            known = earlier == null ? discovered : earlier;
        }
        return (ExtensionList<T>) known;
    }

    @NonNull
    public static <U> U lookupSingleton(Class<U> type) {
        ExtensionList<U> all = lookup(type);
        if (all.size() != 1) {
            throw new IllegalStateException("Expected 1 instance of " + type.getName() + " but got " + all.size());
        }
        return all.get(0);
    }

    @NonNull
    public static <U> U lookupFirst(Class<U> type) {
        ExtensionList<U> all = lookup(type);
        if (all.isEmpty()) {
            throw new IllegalStateException("Found 0 instances of " + type.getName() + " when at least 1 was expected");
        }
        return all.get(0);
    }

    private static <T> List<T> discover(Class<T> type) {
        record Found<T>(double ordinal, T member) {}
        List<Found<T>> found = new ArrayList<>();
        for (IndexItem<Extension, Object> item :
                Index.load(Extension.class, Object.class, ExtensionList.class.getClassLoader())) {
            try {
                if (item.element() instanceof Class<?> candidate && type.isAssignableFrom(candidate)) {
                    found.add(new Found<>(item.annotation().ordinal(), type.cast(instance(candidate))));
                }
            } catch (InstantiationException e) {
                throw new IllegalStateException("The extension " + item.className() + " cannot be loaded", e);
            }
        }
        found.sort((one, other) -> Double.compare(other.ordinal(), one.ordinal()));
        List<T> members = new CopyOnWriteArrayList<>();
        found.forEach(each -> members.add(each.member()));
        return members;
    }

    private static Object instance(Class<?> type) {
        Object known = INSTANCES.get(type);
        if (known == null) {
            Object created = create(type);
            Object earlier = INSTANCES.putIfAbsent(type, created);
            known = earlier == null ? created : earlier;
        }
        return known;
    }

    private static Object create(Class<?> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The extension " + type.getName() + " cannot be created", e);
        }
    }
}

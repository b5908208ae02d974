package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

public abstract class Actionable implements ModelObject {
    private final List<Action> actions = new CopyOnWriteArrayList<>();

    @NonNull
    @Deprecated
    public List<Action> getActions() {
        return actions;
    }

    @NonNull
    public final List<? extends Action> getAllActions() {
        return List.copyOf(getActions());
    }

    @NonNull
    public <T extends Action> List<T> getActions(Class<T> type) {
        return getActions().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public <T extends Action> T getAction(Class<T> type) {
        List<T> all = getActions(type);
        return all.isEmpty() ? null : all.get(0);
    }

    public void addAction(@NonNull Action a) {
        if (a == null) {
            throw new IllegalArgumentException("Action must be non-null");
        }
        getActions().add(a);
    }

    public void replaceAction(@NonNull Action a) {
        addOrReplaceAction(a);
    }

    public boolean addOrReplaceAction(@NonNull Action a) {
        boolean known = getActions().contains(a);
        List<Action> old = new ArrayList<>();
        for (Action other : getActions()) {
            if (other.getClass() == a.getClass() && !other.equals(a)) {
                old.add(other);
            }
        }
        getActions().removeAll(old);
        if (!known) {
            addAction(a);
        }
        return !known || !old.isEmpty();
    }

    public boolean removeAction(@Nullable Action a) {
        return a != null && getActions().removeAll(Set.of(a));
    }

    public boolean removeActions(@NonNull Class<? extends Action> clazz) {
        return getActions().removeAll(getActions(clazz));
    }
}

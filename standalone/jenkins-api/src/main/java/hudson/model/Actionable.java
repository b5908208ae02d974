package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

public abstract class Actionable implements ModelObject {
    private final transient List<Action> actions = new CopyOnWriteArrayList<>();

    @NonNull
    public final List<? extends Action> getAllActions() {
        return List.copyOf(actions);
    }

    @NonNull
    public <T extends Action> List<T> getActions(Class<T> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public <T extends Action> T getAction(Class<T> type) {
        return getActions(type).stream().findFirst().orElse(null);
    }

    public void addAction(@NonNull Action a) {
        actions.add(a);
    }

    public void replaceAction(@NonNull Action a) {
        addOrReplaceAction(a);
    }

    public boolean addOrReplaceAction(@NonNull Action a) {
        boolean known = actions.contains(a);
        boolean removed = actions.removeIf(other -> other.getClass() == a.getClass() && !other.equals(a));
        if (!known) {
            addAction(a);
        }
        return !known || removed;
    }

    public boolean removeAction(@Nullable Action a) {
        return a != null && actions.remove(a);
    }

    public boolean removeActions(@NonNull Class<? extends Action> clazz) {
        return actions.removeIf(clazz::isInstance);
    }
}

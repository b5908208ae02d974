package hudson.model;

public abstract class AbstractItem extends Actionable implements Item {
    protected transient String name;

    @SuppressWarnings("rawtypes")
    protected AbstractItem(ItemGroup parent, String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return getName();
    }

    @Override
    public final String getFullName() {
        return getName();
    }
}

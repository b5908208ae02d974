package hudson;

public abstract class PluginManager {
    private PluginManager() {}

    @SuppressWarnings("rawtypes")
    public PluginWrapper whichPlugin(Class c) {
        throw new UnsupportedOperationException();
    }
}

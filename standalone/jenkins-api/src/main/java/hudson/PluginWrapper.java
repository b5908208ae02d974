package hudson;

public class PluginWrapper {
    private PluginWrapper() {}

    public String getShortName() {
        throw new UnsupportedOperationException();
    }
}

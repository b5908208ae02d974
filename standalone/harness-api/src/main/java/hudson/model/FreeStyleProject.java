package hudson.model;

@SuppressWarnings({"rawtypes", "unchecked"})
public class FreeStyleProject extends AbstractItem implements TopLevelItem {
    public FreeStyleProject(ItemGroup parent, String name) {
        super(parent, name);
    }
}

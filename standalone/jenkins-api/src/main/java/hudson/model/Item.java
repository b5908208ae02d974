package hudson.model;

public interface Item extends ModelObject {
    String getName();

    String getFullName();
}

package hudson.model;

public abstract class Actionable implements ModelObject {}

package hudson.security;

import hudson.ExtensionPoint;

public abstract class SecurityRealm implements ExtensionPoint {}

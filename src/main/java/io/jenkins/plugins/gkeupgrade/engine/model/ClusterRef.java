package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GKE cluster by its full resource name, {@code projects/P/locations/L/clusters/C}; or a cluster that GKE knows nothing
 * of, by the name that its administrator gave it.
 *
 * @param project project id (or number), for example {@code shop-prod}; empty outside of GKE
 * @param location zone or region, for example {@code europe-west1-b} or {@code europe-west1}; empty outside of GKE
 * @param name cluster name
 */
public record ClusterRef(String project, String location, String name) implements Serializable {
    private static final Pattern RESOURCE_NAME = Pattern.compile("projects/([^/]+)/locations/([^/]+)/clusters/([^/]+)");
    // Domain-scoped project ids carry a colon (example.com:shop), https://cloud.google.com/resource-manager/docs
    private static final Pattern PROJECT = Pattern.compile("([a-z][-a-z0-9.]*:)?[a-z0-9][-a-z0-9]{0,62}");
    private static final Pattern LOCATION = Pattern.compile("[a-z]+(-[a-z]+)+[0-9]+(-[a-z])?");
    private static final Pattern ZONE = Pattern.compile(".*[0-9]-[a-z]");
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");

    public ClusterRef {
        if (!"".equals(project) || !"".equals(location)) {
            requireGke(project, location, name);
        } else if (name == null || name.isBlank() || looksLikeResourceName(name)) {
            throw new InvalidValue("'" + name + "' is not the name of a cluster: expected a name without slashes.");
        }
    }

    private static void requireGke(String project, String location, String name) {
        require(PROJECT, project, "project id", "lower-case letters, digits and hyphens");
        require(LOCATION, location, "zone or region", "a name such as europe-west1 or europe-west1-b");
        require(
                NAME,
                name,
                "cluster name",
                "at most 40 lower-case letters, digits and hyphens, starting with a letter");
    }

    private static void require(Pattern allowed, String value, String what, String rule) {
        if (value == null || !allowed.matcher(value).matches()) {
            throw new InvalidValue("'" + value + "' is not a " + what + ": expected " + rule + ".");
        }
    }

    /** A cluster without a GKE API: one of kind or kubeadm, say. */
    public static ClusterRef outsideGke(String name) {
        return new ClusterRef("", "", name);
    }

    /** Whether it is a cluster of GKE. */
    public boolean gke() {
        return !project.isEmpty();
    }

    /** Says that this is not one, in a sentence. */
    public String withoutGke() {
        return "Cluster " + name + " has no GKE API: it is configured by a kubeconfig alone.";
    }

    /** @throws InvalidValue when the text is not a full cluster resource name */
    public static ClusterRef parse(String resourceName) {
        Matcher m = RESOURCE_NAME.matcher(resourceName == null ? "" : resourceName.trim());
        if (!m.matches()) {
            throw new InvalidValue("'" + resourceName
                    + "' is not a cluster: expected projects/PROJECT/locations/LOCATION/clusters/CLUSTER.");
        }
        return new ClusterRef(m.group(1), m.group(2), m.group(3));
    }

    /** Whether the text looks like a full resource name rather than the name of a configured cluster. */
    public static boolean looksLikeResourceName(String text) {
        return text != null && text.contains("/");
    }

    /** A zonal cluster has one control plane, which is away while it is upgraded. */
    public boolean zonal() {
        return ZONE.matcher(location).matches();
    }

    /** {@code projects/P/locations/L}, the parent of the cluster and of its operations. */
    public String parent() {
        return "projects/" + project + "/locations/" + location;
    }

    /** The full resource name; outside of GKE the name alone. */
    public String resourceName() {
        return gke() ? parent() + "/clusters/" + name : name;
    }

    @Override
    public String toString() {
        return resourceName();
    }
}

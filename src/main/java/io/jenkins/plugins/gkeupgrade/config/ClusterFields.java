package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the fields of a configured cluster may hold; the form and every import ask here. Complaints name the field. */
final class ClusterFields {
    static final int MOST_CHANGES_PER_SECOND = 1000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_. ]{0,62}[A-Za-z0-9])?");
    /** Right in every part, so that one part at a time can be tried out. */
    private static final ClusterRef SOME = new ClusterRef("p1", "europe-west1", "c");

    private ClusterFields() {}

    /** Not a slash, which full resource names have. */
    static void requireName(String name) {
        if (name == null) {
            throw new InvalidValue(
                    "name: missing; give the name by which Pipelines call the cluster, such as shop-prod.");
        }
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValue("name: '" + name + "' cannot be the name of a cluster: expected at most 64 letters,"
                    + " digits, spaces and -_., starting and ending with a letter or digit.");
        }
    }

    static void requireProject(String project) {
        require("project", () -> new ClusterRef(project, SOME.location(), SOME.name()));
    }

    static void requireLocation(String location) {
        require("location", () -> new ClusterRef(SOME.project(), location, SOME.name()));
    }

    static void requireCluster(String cluster) {
        require("cluster", () -> new ClusterRef(SOME.project(), SOME.location(), cluster));
    }

    private static void require(String field, Runnable check) {
        try {
            check.run();
        } catch (InvalidValue e) {
            throw e.in(field);
        }
    }

    /**
     * The choice that a form sends by its constant's name. Not converted by Stapler, which fails the whole request over
     * a name that is missing or unknown.
     */
    static KubernetesEndpoint endpoint(String constant) {
        if (constant == null || constant.isBlank()) {
            return KubernetesEndpoint.AUTO;
        }
        return Arrays.stream(KubernetesEndpoint.values())
                .filter(each -> each.name().equals(constant))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("endpoint: '" + constant + "' is unknown: expected one of "
                        + Arrays.stream(KubernetesEndpoint.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    static void requireCertificates(String pem) {
        boolean some;
        try {
            some = !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty();
        } catch (CertificateException e) {
            some = false;
        }
        if (!some) {
            throw new InvalidValue("caCertificate: this is no certificate in PEM format: expected text that starts with"
                    + " -----BEGIN CERTIFICATE-----.");
        }
    }

    /** The defaults but for how many changes there may be. */
    static KubernetesLimits limits(int changesInFlight, int changesPerSecond) {
        requireBetween("changesInFlight", changesInFlight, KubernetesLimits.MOST_IN_FLIGHT);
        requireBetween("changesPerSecond", changesPerSecond, MOST_CHANGES_PER_SECOND);
        KubernetesLimits standard = KubernetesLimits.DEFAULT;
        return new KubernetesLimits(
                changesInFlight, changesPerSecond, standard.requestTimeout(), standard.staleAfter());
    }

    private static void requireBetween(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new InvalidValue(
                    field + ": " + value + " is not allowed: expected a whole number from 1 to " + most + ".");
        }
    }
}

package io.jenkins.plugins.gkeupgrade.kube;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where an API server is and how to prove who we are.
 *
 * @param url such as {@code https://10.1.2.3}
 * @param caPem the only authorities to trust, in PEM format; empty trusts the JVM's, as DNS-based endpoints need
 * @param token gives a bearer token that is valid now, and may block to refresh it; null when there is a certificate
 * @param certificate client certificate, or null when there is a token
 */
public record KubernetesAccess(String url, String caPem, Supplier<String> token, ClientCertificate certificate) {
    /**
     * A client certificate with its private key.
     *
     * @param certificatePem in PEM format
     * @param keyPem secret, in PEM format
     */
    public record ClientCertificate(String certificatePem, String keyPem) {
        /** {@code EC} or {@code RSA}, by the header of the key or, where that does not say, by its certificate. */
        String keyAlgorithm() {
            if (keyPem.contains("BEGIN EC PRIVATE KEY")) {
                return "EC";
            }
            if (keyPem.contains("BEGIN RSA PRIVATE KEY")) {
                return "RSA";
            }
            try {
                return CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.US_ASCII)))
                        .getPublicKey()
                        .getAlgorithm();
            } catch (CertificateException e) {
                throw new IllegalArgumentException("The client certificate is not a certificate in PEM format.", e);
            }
        }

        @Override
        public String toString() {
            return "a client certificate";
        }
    }

    public KubernetesAccess {
        Objects.requireNonNull(url, "url");
        caPem = caPem == null ? "" : caPem;
    }

    public KubernetesAccess(String url, String caPem, Supplier<String> token) {
        this(url, caPem, Objects.requireNonNull(token, "token"), null);
    }

    /** The address alone: no credentials. */
    @Override
    public String toString() {
        return url;
    }
}

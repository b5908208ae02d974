package io.jenkins.plugins.gkeupgrade.realkube;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS for servers and clients of a test's own, with certificates of the cluster's authority. */
public final class ServingKeys {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private ServingKeys() {}

    /** @param name of the certificate, in lower-case letters */
    public static SSLContext of(RealKubernetes cluster, String name) {
        try {
            return context(keys(cluster.servingCertificate(name)).getKeyManagers(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate " + name + " cannot be used", e);
        }
    }

    /** For clients of the cluster that show no certificate. */
    public static SSLContext trusting(RealKubernetes cluster) {
        try {
            String ca = cluster.admin().getConfiguration().getCaCertData();
            return context(null, authority(ca).getTrustManagers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the cluster's authority cannot be trusted", e);
        }
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trusted) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trusted, null);
        return context;
    }

    private static KeyManagerFactory keys(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        return managers;
    }

    private static TrustManagerFactory authority(String base64Pem) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "cluster",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(Base64.getDecoder().decode(base64Pem))));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers;
    }
}

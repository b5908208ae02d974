package io.jenkins.plugins.gkeupgrade.emulator;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority of its own for one emulator, and a server certificate for this machine. */
public final class LoopbackCertificates {
    private final HeldCertificate authority = new HeldCertificate.Builder()
            .commonName("Emulated cluster CA")
            .certificateAuthority(0)
            .duration(7, TimeUnit.DAYS)
            .build();
    private final HeldCertificate server = new HeldCertificate.Builder()
            .commonName("Emulated API server")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .duration(7, TimeUnit.DAYS)
            .signedBy(authority)
            .build();

    /** The authority, in PEM format. */
    public String caPem() {
        return authority.certificatePem();
    }

    /** The server's certificate with who signed it, in PEM format. */
    InputStream chain() {
        return stream(server.certificatePem() + authority.certificatePem());
    }

    InputStream key() {
        return stream(server.privateKeyPkcs8Pem());
    }

    private static InputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    SSLContext serverContext() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(server, authority.certificate())
                .build()
                .sslContext();
    }
}

package io.jenkins.plugins.gkeupgrade.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Finds credentials by id where the asker may use them, and turns them into something that gives tokens. */
public final class CredentialsLookup {
    private static final String ROBOT = "com.google.jenkins.plugins.credentials.oauth.GoogleRobotCredentials";
    /** Far more than any key file or kubeconfig has. */
    private static final int LARGEST_FILE = 1 << 20;

    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final Scope scope;

    /** Where credentials are looked for. */
    interface Scope {
        StandardCredentials find(String id);

        String words();

        /** Whether these credentials may stand for the controller; {@code same} tells of others whether they do the same. */
        boolean mayBeController(StandardCredentials found, Predicate<StandardCredentials> same);
    }

    CredentialsLookup(Scope scope) {
        this.scope = scope;
    }

    /** In the scope of the build: its parameters, its folders, and what its user may use; use is tracked. */
    public static CredentialsLookup in(Run<?, ?> run) {
        return in(run, false);
    }

    /**
     * The same.
     *
     * @param controllerIdentity whether credentials of a folder or a user may stand for the controller itself, as those of
     *     the controller may
     */
    public static CredentialsLookup in(Run<?, ?> run, boolean controllerIdentity) {
        return new CredentialsLookup(new Scope() {
            @Override
            public StandardCredentials find(String id) {
                return CredentialsProvider.track(
                        run, CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, List.of()));
            }

            @Override
            public String words() {
                return "this build";
            }

            @Override
            public boolean mayBeController(StandardCredentials found, Predicate<StandardCredentials> same) {
                StandardCredentials own = findOnController(found.getId());
                return controllerIdentity || own != null && own.getScope() != CredentialsScope.SYSTEM && same.test(own);
            }
        });
    }

    /** On the controller itself, for an administrator who tests the configuration. */
    public static CredentialsLookup ofController() {
        return new CredentialsLookup(new Scope() {
            @Override
            public StandardCredentials find(String id) {
                return findOnController(id);
            }

            @Override
            public String words() {
                return "the controller";
            }

            @Override
            public boolean mayBeController(StandardCredentials found, Predicate<StandardCredentials> same) {
                return true;
            }
        });
    }

    private static StandardCredentials findOnController(String id) {
        return CredentialsProvider.findCredentialByIdInItem(
                id, StandardCredentials.class, null, ACL.SYSTEM2, List.of());
    }

    /**
     * An identity towards Google.
     *
     * @param credentialsId null or empty for Application Default Credentials
     * @throws Failed when there are no such credentials or they are unfit
     */
    public GoogleAccess google(String credentialsId) {
        if (credentialsId == null || credentialsId.isBlank()) {
            return GoogleAccess.ofController();
        }
        StandardCredentials found = find(credentialsId);
        GoogleAccess access = google(credentialsId, found);
        // Who may keep credentials in a folder writes them as they please, and so could be the controller to Google.
        if (access.isControllers() && !scope.mayBeController(found, own -> same(own, credentialsId, access))) {
            throw new Failed("credentialsId: '" + credentialsId + "' (" + access + ") works by the controller's own"
                    + " identity, which credentials of a folder or a user may not: ask an administrator to keep the same"
                    + " credentials under this id among the controller's global ones, or to let jobs use that identity"
                    + " (allowControllerIdentity).");
        }
        return access;
    }

    private static boolean same(StandardCredentials own, String credentialsId, GoogleAccess access) {
        return google(credentialsId, own).fingerprint().equals(access.fingerprint());
    }

    private static GoogleAccess google(String credentialsId, StandardCredentials found) {
        try {
            if (found instanceof FileCredentials file) {
                return GoogleKeyFile.read(content(file));
            }
            if (found instanceof StringCredentials text) {
                return GoogleAccess.ofToken(token(text), "the token in credentials '" + credentialsId + "'");
            }
            if (isRobot(found.getClass())) {
                return RobotAccess.of(found);
            }
        } catch (InvalidValue e) {
            throw unfit(credentialsId, e.getMessage());
        }
        throw unfit(credentialsId, "They are neither a secret file, a secret text nor a Google service account.");
    }

    /**
     * The text of a secret file (a kubeconfig).
     *
     * @param parameter what names the credentials, for complaints
     * @throws Failed when there are no such credentials or they are no file
     */
    public String file(String parameter, String credentialsId) {
        if (find(parameter, credentialsId) instanceof FileCredentials file) {
            return new String(content(file), StandardCharsets.UTF_8);
        }
        throw new Failed(parameter + ": '" + credentialsId + "' cannot be used. They are not a secret file.");
    }

    /**
     * The value of an HTTP Authorization header: Bearer for a secret text, Basic for a user name with a password.
     *
     * @throws Failed when there are no such credentials or they are neither
     */
    public String authorization(String credentialsId) {
        StandardCredentials found = find(credentialsId);
        if (found instanceof StringCredentials text) {
            try {
                return "Bearer " + token(text);
            } catch (InvalidValue e) {
                throw unfit(credentialsId, e.getMessage());
            }
        }
        if (found instanceof StandardUsernamePasswordCredentials user) {
            String pair = user.getUsername() + ":" + user.getPassword().getPlainText();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
        throw unfit(credentialsId, "They are neither a secret text nor a user name with a password.");
    }

    /** What no header can hold is told here: Java's HTTP client would quote it, and gRPC would log it. */
    private static String token(StringCredentials text) {
        String token = text.getSecret().getPlainText().strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new InvalidValue("The secret text is no token: it is empty, or has spaces, line breaks or characters"
                    + " beyond ASCII in it.");
        }
        return token;
    }

    private StandardCredentials find(String credentialsId) {
        return find("credentialsId", credentialsId);
    }

    private StandardCredentials find(String parameter, String credentialsId) {
        StandardCredentials found = scope.find(credentialsId);
        if (found == null) {
            throw new Failed(parameter + ": '" + credentialsId + "' does not exist or may not be used by "
                    + scope.words() + ": name credentials of its folder or global ones.");
        }
        return found;
    }

    private static byte[] content(FileCredentials file) {
        try (InputStream in = file.getContent()) {
            byte[] content = in.readNBytes(LARGEST_FILE + 1);
            if (content.length > LARGEST_FILE) {
                throw unfit(file.getId(), "The file is larger than 1 MiB.");
            }
            return content;
        } catch (IOException e) {
            throw new TransientFailure("The file of credentials '" + file.getId() + "' cannot be read.", e);
        }
    }

    /** By name, because the plugin that has the class need not be there. */
    private static boolean isRobot(Class<?> type) {
        return type != null && (type.getName().equals(ROBOT) || isRobot(type.getSuperclass()));
    }

    private static Failed unfit(String credentialsId, String why) {
        return new Failed("credentialsId: '" + credentialsId + "' cannot be used. " + why);
    }
}

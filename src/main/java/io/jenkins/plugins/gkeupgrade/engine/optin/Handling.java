package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.ImagePins;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.OwnerPatch;
import io.jenkins.plugins.gkeupgrade.engine.workload.Ownership;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a move deals with what a pod template says besides where its pods run.
 *
 * @param images what becomes of images that are named by tag
 * @param managed what becomes of workloads that somebody else's tool writes
 */
public record Handling(Images images, Managed managed) implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final Handling DEFAULT = new Handling(Images.WARN, Managed.REFUSE);

    /** What becomes of images that are named by tag: a new node may pull another image under the same name. */
    public enum Images {
        /** Each is named by the digest that runs now, until the workload is rolled back. */
        PIN,
        /** A warning is given for tags that change their meaning, such as {@code latest} and 1.27. */
        WARN,
        /** Workloads with such tags are not moved. */
        REFUSE;

        static Images parse(String text) {
            return switch (text == null ? "" : text.trim()) {
                case "", "warn" -> WARN;
                case "pin" -> PIN;
                case "refuse" -> REFUSE;
                default -> throw new InvalidValue("images: '" + text + "' is not known: expected pin, warn or refuse.");
            };
        }
    }

    /** What becomes of workloads that Argo CD, Flux, Helm or the like write. */
    public enum Managed {
        /** They are not moved, but listed with their owner, unless that finding is accepted. */
        REFUSE,
        /** They are moved like all others. */
        PATCH,
        /** They are not moved; the change is written as a file for the owner's repository. */
        MANIFEST;

        static Managed parse(String text) {
            return switch (text == null ? "" : text.trim()) {
                case "", "refuse" -> REFUSE;
                case "patch" -> PATCH;
                case "manifest" -> MANIFEST;
                default ->
                    throw new InvalidValue("managed: '" + text + "' is not known: expected refuse, patch or manifest.");
            };
        }
    }

    /**
     * Reads step parameters; empty is the default of each.
     *
     * @throws InvalidValue naming the parameter
     */
    public static Handling of(String images, String managed) {
        return new Handling(Images.parse(images), Managed.parse(managed));
    }

    /**
     * The plan as it is under these rules.
     *
     * @param accepted which of the workloads that another tool writes may be moved all the same
     */
    MovePlan applied(MovePlan plan, Fleet fleet, Predicate<Workload> accepted) {
        if (plan.state() != MovePlan.State.MOVABLE) {
            return plan;
        }
        MovePlan named = withImages(plan, fleet);
        boolean free = managed == Managed.PATCH || managed == Managed.REFUSE && accepted.test(plan.workload());
        Optional<Ownership> owner =
                free ? Optional.empty() : Ownership.of(plan.workload().manifest());
        return owner.map(o -> named.barred(why(o))).orElse(named);
    }

    private String why(Ownership owner) {
        return "it belongs to " + owner + ": " + owner.tool().effect()
                + (managed == Managed.MANIFEST
                        ? "; the change is written as a file for its repository"
                        : "; change it there, or say managed: 'patch'");
    }

    private MovePlan withImages(MovePlan plan, Fleet fleet) {
        if (images == Images.PIN) {
            try {
                return plan.pinning(ImagePins.running(plan.workload(), fleet));
            } catch (ImagePins.Unknown e) {
                return plan.barred("its images cannot be pinned: " + e.getMessage());
            }
        }
        List<String> mutable = images == Images.REFUSE ? ImagePins.mutable(plan.workload()) : List.of();
        return mutable.isEmpty()
                ? plan
                : plan.barred("a new node may pull another image as " + String.join(", ", mutable)
                        + "; name it by digest, or say images: 'pin'");
    }

    /** Why a move of the workload may bring other images than those that run, as a clause; empty when it may not. */
    String warning(MovePlan plan, Fleet fleet) {
        if (images == Images.PIN) {
            return ImagePins.nothingRuns(plan.workload(), fleet) ? "nothing of it runs, so no image was pinned" : "";
        }
        return String.join(", ", ImagePins.mutable(plan.workload()));
    }

    /** The files for the owner, when the plan was barred for that. */
    Optional<OwnerPatch> forOwner(MovePlan plan) {
        return managed == Managed.MANIFEST && plan.state() == MovePlan.State.UNMOVABLE && plan.record() != null
                ? Ownership.of(plan.workload().manifest()).map(owner -> new OwnerPatch(plan, owner))
                : Optional.empty();
    }
}

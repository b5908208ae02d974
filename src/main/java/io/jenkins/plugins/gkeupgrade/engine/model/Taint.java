package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;

/** A node taint, written {@code key=value:Effect}. */
public record Taint(String key, String value, Effect effect) implements Serializable {
    /** What a taint does to pods that do not tolerate it. */
    public enum Effect {
        NO_SCHEDULE("NoSchedule"),
        PREFER_NO_SCHEDULE("PreferNoSchedule"),
        NO_EXECUTE("NoExecute");

        private final String kubernetes;

        Effect(String kubernetes) {
            this.kubernetes = kubernetes;
        }

        /** The spelling of the Kubernetes API; {@link #name()} is that of the GKE API. */
        public String kubernetes() {
            return kubernetes;
        }

        /** @throws InvalidValue for any spelling but those of Kubernetes and GKE, such as {@code No_Schedule} */
        public static Effect parse(String text) {
            for (Effect effect : values()) {
                if (effect.kubernetes.equals(text) || effect.name().equals(text)) {
                    return effect;
                }
            }
            for (Effect effect : values()) {
                if (text != null && text.replaceAll("[-_ ]", "").equalsIgnoreCase(effect.kubernetes)) {
                    throw new InvalidValue("'" + text + "' is not a taint effect: write " + effect.kubernetes + " ("
                            + effect.name() + " in the GKE API).");
                }
            }
            throw new InvalidValue(
                    "'" + text + "' is not a taint effect: expected NoSchedule, PreferNoSchedule or NoExecute.");
        }
    }

    public Taint {
        LabelRules.requireKey(key);
        LabelRules.requireValue(value);
    }

    /** @throws InvalidValue unless the text is {@code key=value:Effect} or {@code key:Effect} */
    public static Taint parse(String text) {
        String whole = text == null ? "" : text.trim();
        int colon = whole.lastIndexOf(':');
        if (colon < 0) {
            throw new InvalidValue("'" + text + "' is not a taint: expected key=value:NoSchedule.");
        }
        String head = whole.substring(0, colon);
        int equals = head.indexOf('=');
        return new Taint(
                equals < 0 ? head : head.substring(0, equals),
                equals < 0 ? "" : head.substring(equals + 1),
                Effect.parse(whole.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect.kubernetes();
    }
}

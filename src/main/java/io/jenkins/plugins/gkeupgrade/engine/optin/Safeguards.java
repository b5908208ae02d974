package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.gate.Gate;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What is watched while waves move, and what follows from it.
 *
 * @param onBreach what becomes of a wave in which something had less than it is allowed to have
 * @param breachLimit with {@link OnBreach#WARN}, at how many breaches over all waves of a run the opt-in stops, a workload
 *     or Service counting once in each wave; 0 for any number
 * @param soak how long a wave that is well stands before it is measured
 * @param gates measured after each wave, in this order
 */
public record Safeguards(OnBreach onBreach, int breachLimit, Duration soak, List<Gate> gates) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MOST_BREACHES = 5000;
    private static final int LONGEST_SOAK_MINUTES = 24 * 60;

    public static final Safeguards DEFAULT = new Safeguards(OnBreach.ROLLBACK, 0, Duration.ZERO, List.of());

    public Safeguards {
        gates = List.copyOf(gates);
    }

    /** What becomes of a wave in which a workload or a Service had less than it is allowed to have. */
    public enum OnBreach {
        /** Every workload of the wave goes back to where it was. */
        ROLLBACK,
        /** The wave is left as it is, for somebody to look at. */
        STOP,
        /** It is told, and the opt-in goes on. */
        WARN;

        static OnBreach parse(String text) {
            return switch (text == null ? "" : text.trim()) {
                case "", "rollback" -> ROLLBACK;
                case "stop" -> STOP;
                case "warn" -> WARN;
                default ->
                    throw new InvalidValue("onBreach: '" + text + "' is not known: expected rollback, stop or warn.");
            };
        }
    }

    /**
     * Reads step parameters.
     *
     * @param onBreach empty for the default
     * @throws InvalidValue naming the parameter
     */
    public static Safeguards of(String onBreach, int breachLimit) {
        Safeguards all = new Safeguards(
                OnBreach.parse(onBreach),
                Parameters.between("breachLimit", breachLimit, 0, MOST_BREACHES),
                Duration.ZERO,
                List.of());
        if (breachLimit > 0 && all.onBreach != OnBreach.WARN) {
            throw new InvalidValue("breachLimit: " + breachLimit + " has no effect with onBreach: '"
                    + all.onBreach.name().toLowerCase(Locale.ROOT)
                    + "', which stops at the first breach; it goes with onBreach: 'warn'.");
        }
        return all;
    }

    /**
     * The same with checks after each wave.
     *
     * @throws InvalidValue naming the parameter
     */
    public Safeguards with(int soakMinutes, List<Gate> checks) {
        return new Safeguards(
                onBreach,
                breachLimit,
                Duration.ofMinutes(Parameters.between("soakMinutes", soakMinutes, 0, LONGEST_SOAK_MINUTES)),
                checks);
    }
}

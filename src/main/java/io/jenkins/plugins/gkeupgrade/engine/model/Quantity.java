package io.jenkins.plugins.gkeupgrade.engine.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as manifests write them: {@code 500m}, {@code 1.5}, {@code 64Mi}, {@code 2e3}. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile(
            "([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:([eE][+-]?\\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)");
    private static final Map<String, BigDecimal> SCALE = Map.ofEntries(
            Map.entry("n", BigDecimal.valueOf(1, 9)),
            Map.entry("u", BigDecimal.valueOf(1, 6)),
            Map.entry("m", BigDecimal.valueOf(1, 3)),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    private Quantity() {}

    public static boolean isValid(Object quantity) {
        return quantity instanceof Number
                || (quantity instanceof String text && FORM.matcher(text).matches());
    }

    /** @throws IllegalArgumentException when it is not a quantity */
    private static BigDecimal parse(Object quantity) {
        Matcher m = FORM.matcher(String.valueOf(quantity));
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + quantity + "' is not a quantity: expected a form such as 500m.");
        }
        BigDecimal number = new BigDecimal(m.group(1) + (m.group(2) == null ? "" : m.group(2)));
        return m.group(3) == null ? number : number.multiply(SCALE.get(m.group(3)));
    }

    /** In thousandths, rounded up as Kubernetes does; 0 for null. */
    public static long millis(Object quantity) {
        return quantity == null
                ? 0
                : parse(quantity)
                        .movePointRight(3)
                        .setScale(0, RoundingMode.CEILING)
                        .longValue();
    }

    /** In units, rounded up as Kubernetes does; 0 for null. */
    public static long units(Object quantity) {
        return quantity == null
                ? 0
                : parse(quantity).setScale(0, RoundingMode.CEILING).longValue();
    }
}

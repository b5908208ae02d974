package io.jenkins.plugins.gkeupgrade.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** The report as text: what {@code api/json} answers, but for Jenkins' own {@code _class} marks. */
public final class ReportJson {
    /** Visibility of a bean that {@code api/json} shows at any depth. */
    static final int ALWAYS = 999;
    /** Visibility of what a request must name in its {@code tree}, because it may be big. */
    static final int WHEN_NAMED = -999;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ReportJson() {}

    public static String text(UpgradeReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The report cannot be written: " + e.getMessage(), e);
        }
    }
}

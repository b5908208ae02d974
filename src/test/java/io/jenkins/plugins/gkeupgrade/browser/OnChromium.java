package io.jenkins.plugins.gkeupgrade.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need Chromium. Where there is none they are skipped, and say so; unless the environment variable {@code CI}
 * is set, where a browser is expected and its absence is a failure.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("browser")
@ExtendWith(OnChromium.WhereItIs.class)
public @interface OnChromium {
    /** Decides by what is installed. */
    final class WhereItIs implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Chromium.program().isPresent()) {
                return ConditionEvaluationResult.enabled("Chromium is here");
            }
            String missing = "Chromium was not found: install the package chromium (Debian: apt-get install chromium),"
                    + " or name the program in the environment variable CHROMIUM";
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(missing);
            }
            return ConditionEvaluationResult.disabled(missing);
        }
    }
}

package io.jenkins.plugins.gkeupgrade.runner.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.GString;
import io.jenkins.plugins.gkeupgrade.steps.GkeTransientErrorCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.codehaus.groovy.runtime.GStringImpl;
import org.jenkinsci.plugins.workflow.flow.ErrorCondition;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

class DataBoundModelTest {
    /** Something with a parameter of every kind. */
    public static final class Sample {
        private final String name;
        private final int number;
        private boolean flag;
        private TimeUnit unit;
        private List<String> words;
        private List<ErrorCondition> conditions;
        private Sample inner;
        private String[] array;
        private long big;

        @DataBoundConstructor
        public Sample(String name, int number) {
            this.name = name;
            this.number = number;
        }

        @DataBoundSetter
        public void setFlag(boolean flag) {
            this.flag = flag;
        }

        @DataBoundSetter
        public void setUnit(TimeUnit unit) {
            this.unit = unit;
        }

        @DataBoundSetter
        public void setWords(List<String> words) {
            this.words = words;
        }

        @DataBoundSetter
        public void setConditions(List<ErrorCondition> conditions) {
            this.conditions = conditions;
        }

        @DataBoundSetter
        public void setInner(Sample inner) {
            this.inner = inner;
        }

        @DataBoundSetter
        public void setArray(String[] array) {
            this.array = array.clone();
        }

        @DataBoundSetter
        public void setBig(long big) {
            this.big = big;
        }
    }

    /** Something with one parameter. */
    public static final class Single {
        private final Object value;

        @DataBoundConstructor
        public Single(Object value) {
            this.value = value;
        }
    }

    private final List<String> warnings = new ArrayList<>();

    private Sample make(Map<String, Object> arguments) {
        return DataBoundModel.of(Sample.class).instantiate(arguments, warnings::add);
    }

    private static GString gstring(String text) {
        return new GStringImpl(new Object[0], new String[] {text});
    }

    @Test
    void valuesBecomeWhatTheParametersWant() {
        Sample sample = make(Map.of(
                "name", gstring("n"),
                "number", "5",
                "flag", "true",
                "unit", "HOURS",
                "words", List.of(gstring("a"), "b"),
                "conditions", List.of(new NestedDescribable("gkeTransient", Map.of())),
                "inner", Map.of("name", "i", "number", 1),
                "array", List.of("x"),
                "big", 7));

        assertEquals("n", sample.name);
        assertEquals(5, sample.number);
        assertTrue(sample.flag);
        assertEquals(TimeUnit.HOURS, sample.unit);
        assertEquals(List.of("a", "b"), sample.words);
        assertEquals(GkeTransientErrorCondition.class, sample.conditions.get(0).getClass());
        assertEquals("i", sample.inner.name);
        assertEquals(List.of("x"), Arrays.asList(sample.array));
        assertEquals(7L, sample.big);
        assertEquals(List.of(), warnings);
    }

    @Test
    void missingParametersAreNullOrZero() {
        Sample sample = make(Map.of());

        assertEquals(null, sample.name);
        assertEquals(0, sample.number);
    }

    @Test
    void unknownParametersAreNamedAndIgnored() {
        make(Map.of("name", "n", "zeta", 1, "alpha", 2));

        assertEquals(
                List.of("WARNING: Unknown parameter(s) found for class type '" + Sample.class.getName()
                        + "': alpha,zeta"),
                warnings);
    }

    @Test
    void unfitValuesAreRefusedInJenkinsWords() {
        assertEquals(
                "Could not instantiate {number=many} for " + Sample.class.getName() + ": java.lang.ClassCastException: "
                        + Sample.class.getName()
                        + ".number expects class java.lang.Integer but was unable to coerce the received value \"many\""
                        + " to that type",
                assertThrows(IllegalArgumentException.class, () -> make(Map.of("number", "many")))
                        .getMessage());
        assertEquals(
                "Could not instantiate {name=1} for " + Sample.class.getName() + ": java.lang.ClassCastException: "
                        + Sample.class.getName() + ".name expects class java.lang.String but received class"
                        + " java.lang.Integer",
                assertThrows(IllegalArgumentException.class, () -> make(Map.of("name", 1)))
                        .getMessage());
    }

    @Test
    void unknownSymbolsAndClassesAreNamed() {
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> make(Map.of("conditions", List.of(new NestedDescribable("nope", Map.of())))))
                .getMessage()
                .contains("no known implementation of " + ErrorCondition.class + " is using symbol ‘nope’"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> make(Map.of("conditions", List.of(Map.of("$class", "Nope")))))
                .getMessage()
                .contains("no known implementation of " + ErrorCondition.class + " is named Nope"));
    }

    @Test
    void classesAreFoundBySimpleName() {
        Sample sample = make(Map.of("conditions", List.of(Map.of("$class", "GkeTransientErrorCondition"))));

        assertEquals(GkeTransientErrorCondition.class, sample.conditions.get(0).getClass());
    }

    @Test
    void argumentsWithoutNamesNeedAConstructorWithOneParameter() {
        Single single =
                DataBoundModel.of(Single.class).instantiate(Map.of(NestedDescribable.ANONYMOUS, "v"), warnings::add);

        assertEquals("v", single.value);
        assertEquals(
                "Arguments to " + Sample.class + " have to be explicitly named",
                assertThrows(IllegalArgumentException.class, () -> make(Map.of(NestedDescribable.ANONYMOUS, "v")))
                        .getMessage());
    }

    @Test
    void argumentsOfACallAreSortedByJenkinsRules() {
        assertEquals(
                Map.of("a", 1),
                StepArguments.of(new Object[] {Map.of("a", 1)}, false, "sole", false)
                        .named());
        assertEquals(
                Map.of("sole", 1),
                StepArguments.of(new Object[] {1}, false, "sole", false).named());
        assertEquals(
                Map.of("sole", Map.of("a", 1)),
                StepArguments.of(new Object[] {Map.of("a", 1)}, false, "sole", true)
                        .named());
        assertEquals(
                Map.of("sole", Map.of("$class", "X")),
                StepArguments.of(new Object[] {Map.of("$class", "X")}, false, "sole", false)
                        .named());
        assertEquals(
                "Expected named arguments but got [1, 2]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> StepArguments.of(new Object[] {1, 2}, false, "sole", false))
                        .getMessage());
        assertEquals(
                "Expected named arguments but got 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> StepArguments.of(new Object[] {1}, false, null, false))
                        .getMessage());
    }
}

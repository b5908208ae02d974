package io.jenkins.plugins.gkeupgrade.runner.run;

import hudson.Extension;
import hudson.model.Descriptor;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The kinds of build parameters, named as in Jenkins so that {@code $class} finds them too. */
public final class ParameterKinds {
    private ParameterKinds() {}

    /** A parameter with a text as its value. */
    public abstract static class Text extends BuildParameter {
        private String defaultValue = "";
        private boolean trim;
        private String description;

        protected Text(String name) {
            super(name);
        }

        @DataBoundSetter
        public final void setDefaultValue(String value) {
            defaultValue = value == null ? "" : value;
        }

        @DataBoundSetter
        public final void setTrim(boolean trimmed) {
            trim = trimmed;
        }

        @DataBoundSetter
        public final void setDescription(String text) {
            description = text;
        }

        public final String getDescription() {
            return description;
        }

        @Override
        public final Object defaultValue() {
            return parse(defaultValue);
        }

        @Override
        public final Object parse(String text) {
            return trim ? text.strip() : text;
        }
    }

    /** {@code string(name, defaultValue, description, trim)}. */
    public static final class StringParameterDefinition extends Text {
        @DataBoundConstructor
        public StringParameterDefinition(String name) {
            super(name);
        }

        @Extension
        @Symbol({"string", "stringParam"})
        public static final class DescriptorImpl extends Descriptor<BuildParameter> {}
    }

    /** {@code text(name, defaultValue, description)}. */
    public static final class TextParameterDefinition extends Text {
        @DataBoundConstructor
        public TextParameterDefinition(String name) {
            super(name);
        }

        @Extension
        @Symbol({"text", "textParam"})
        public static final class DescriptorImpl extends Descriptor<BuildParameter> {}
    }

    /** {@code password(name, defaultValue, description)}. */
    public static final class PasswordParameterDefinition extends Text {
        @DataBoundConstructor
        public PasswordParameterDefinition(String name) {
            super(name);
        }

        @DataBoundSetter
        public void setDefaultValueAsSecret(String value) {
            setDefaultValue(value);
        }

        @Override
        public boolean isSecret() {
            return true;
        }

        @Extension
        @Symbol({"password", "nonStoredPasswordParam"})
        public static final class DescriptorImpl extends Descriptor<BuildParameter> {}
    }

    /** {@code booleanParam(name, defaultValue, description)}. */
    public static final class BooleanParameterDefinition extends BuildParameter {
        private boolean defaultValue;
        private String description;

        @DataBoundConstructor
        public BooleanParameterDefinition(String name) {
            super(name);
        }

        @DataBoundSetter
        public void setDefaultValue(boolean value) {
            defaultValue = value;
        }

        @DataBoundSetter
        public void setDescription(String text) {
            description = text;
        }

        public String getDescription() {
            return description;
        }

        @Override
        public Object defaultValue() {
            return defaultValue;
        }

        @Override
        public Object parse(String text) {
            return Boolean.valueOf(text);
        }

        @Extension
        @Symbol("booleanParam")
        public static final class DescriptorImpl extends Descriptor<BuildParameter> {}
    }

    /** {@code choice(name, choices, description)}; the first choice is the default. */
    public static final class ChoiceParameterDefinition extends BuildParameter {
        private List<String> choices = List.of();
        private String description;

        @DataBoundConstructor
        public ChoiceParameterDefinition(String name) {
            super(name);
        }

        /** @param given a list, or one text with a choice a line */
        @DataBoundSetter
        public void setChoices(Object given) {
            choices = given instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : Arrays.asList(String.valueOf(given).split("\\r?\\n"));
        }

        @DataBoundSetter
        public void setDescription(String text) {
            description = text;
        }

        public String getDescription() {
            return description;
        }

        @Override
        public Object defaultValue() {
            return choices.isEmpty() ? null : choices.get(0);
        }

        @Override
        public Object parse(String text) {
            if (!choices.contains(text)) {
                throw new IllegalArgumentException("Illegal choice for parameter " + name() + ": " + text
                        + ". The choices are " + String.join(", ", choices) + ".");
            }
            return text;
        }

        @Extension
        @Symbol({"choice", "choiceParam"})
        public static final class DescriptorImpl extends Descriptor<BuildParameter> {}
    }
}

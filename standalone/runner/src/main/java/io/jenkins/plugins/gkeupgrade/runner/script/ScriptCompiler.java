package io.jenkins.plugins.gkeupgrade.runner.script;

import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import io.jenkins.plugins.gkeupgrade.runner.declarative.DeclarativeSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Compiles scripts as Jenkins does, but to plain Groovy that runs on an ordinary thread. */
public final class ScriptCompiler {
    /** The name that Jenkins gives to the class of a Jenkinsfile; its compile errors start with it. */
    public static final String MAIN = "WorkflowScript";

    private final ScriptHost host;
    private final GroovyClassLoader loader;

    ScriptCompiler(ScriptHost host, Libraries libraries) {
        this.host = host;
        ImportCustomizer imports = new ImportCustomizer();
        imports.addStarImports("hudson.model", "jenkins.model", "com.cloudbees.groovy.cps");
        imports.addImports("org.jenkinsci.plugins.workflow.libs.Library");
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        configuration.addCompilationCustomizers(
                imports, new LibraryAnnotations(libraries), new DeclarativeSyntax(host.steps()), new SleepCalls());
        this.loader = new GroovyClassLoader(ScriptCompiler.class.getClassLoader(), configuration);
        libraries.useLoader(loader);
    }

    /** Compiles a script and makes it ready to run. */
    public PipelineScript parse(String text, String name) {
        Class<?> compiled = loader.parseClass(new GroovyCodeSource(text, name, "/groovy/shell"), false);
        return instantiate(compiled);
    }

    PipelineScript parse(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.groovy$", "");
        return parse(Files.readString(file), name);
    }

    private PipelineScript instantiate(Class<?> compiled) {
        Binding variables = new Binding();
        PipelineScript script = (PipelineScript) InvokerHelper.createScript(compiled, variables);
        return script.attach(host);
    }
}

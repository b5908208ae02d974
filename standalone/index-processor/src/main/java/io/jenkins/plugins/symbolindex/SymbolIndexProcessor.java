package io.jenkins.plugins.symbolindex;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Writes the index in which Jenkins looks up {@code @Symbol}: one binary class name a line, sorted.
 *
 * <p>Jenkins' own processor (annotation-indexer) cannot be resolved from Maven Central, because its parent POM is not
 * there.
 */
@SupportedAnnotationTypes(SymbolIndexProcessor.SYMBOL)
public final class SymbolIndexProcessor extends AbstractProcessor {
    static final String SYMBOL = "org.jenkinsci.Symbol";
    static final String INDEX = "META-INF/services/annotations/" + SYMBOL;

    private final Set<String> classNames = new TreeSet<>();
    private final Set<Element> origins = new LinkedHashSet<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                if (element instanceof TypeElement type) {
                    classNames.add(
                            processingEnv.getElementUtils().getBinaryName(type).toString());
                    origins.add(type);
                }
            }
        }
        if (round.processingOver() && !classNames.isEmpty()) {
            write();
        }
        return false;
    }

    private void write() {
        try {
            FileObject index = processingEnv
                    .getFiler()
                    .createResource(StandardLocation.CLASS_OUTPUT, "", INDEX, origins.toArray(Element[]::new));
            try (Writer out = index.openWriter()) {
                for (String name : classNames) {
                    out.write(name + "\n");
                }
            }
        } catch (IOException e) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "Cannot write " + INDEX + ": " + e);
        }
    }
}

package io.jenkins.plugins.symbolindex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolIndexProcessorTest {
    private static final JavaFileObject SYMBOL =
            source("org.jenkinsci.Symbol", "package org.jenkinsci; public @interface Symbol { String[] value(); }");

    @TempDir
    Path classes;

    @Test
    void listsBinaryNamesInOrder() throws IOException {
        compile(
                SYMBOL,
                source("b.Outer", """
                        package b;
                        public class Outer { @org.jenkinsci.Symbol("inner") public static class Inner {} }
                        """),
                source("a.Top", "package a; @org.jenkinsci.Symbol({\"top\", \"first\"}) public class Top {}"),
                source("a.Plain", "package a; public class Plain {}"));
        assertEquals(List.of("a.Top", "b.Outer$Inner"), Files.readAllLines(index()));
    }

    @Test
    void writesNothingWhenThereIsNothingToList() throws IOException {
        compile(SYMBOL, source("a.Plain", "package a; public class Plain {}"));
        assertFalse(Files.exists(index()));
    }

    private Path index() {
        return classes.resolve("META-INF/services/annotations/org.jenkinsci.Symbol");
    }

    private void compile(JavaFileObject... sources) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            JavaCompiler.CompilationTask task = javac.getTask(
                    null,
                    files,
                    null,
                    List.of("-Xlint:all"),
                    null,
                    Stream.of(sources).toList());
            task.setProcessors(List.of(new SymbolIndexProcessor()));
            assertTrue(task.call());
        }
    }

    private static JavaFileObject source(String name, String text) {
        URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}

package io.jenkins.plugins.gkeupgrade.arrows;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PackageArrowsTest {
    private static final String PLUGIN = "io.jenkins.plugins.gkeupgrade";

    @TestFactory
    Stream<DynamicTest> thePluginKeepsToTheArrows() {
        JavaClasses plugin = new ClassFileImporter()
                .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(PLUGIN);
        assertTrue(plugin.size() > 0, "no class of the plugin was found");
        return new Rooms(PLUGIN)
                .rules().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(plugin)));
    }

    @Test
    void aCrossedArrowIsFound() {
        String root = getClass().getPackageName() + ".crossing";
        JavaClasses crossing = new ClassFileImporter().importPackages(root);
        var rules = new Rooms(root).rules();
        assertThrows(
                AssertionError.class, () -> rules.get("engine uses java.* only").check(crossing));
        assertThrows(
                AssertionError.class,
                () -> rules.get("engine uses no room but []").check(crossing));
    }
}

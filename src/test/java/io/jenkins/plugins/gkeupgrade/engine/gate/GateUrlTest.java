package io.jenkins.plugins.gkeupgrade.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://a.example/x?y=1, true",
        "https://a.example/, https://A.example:443/x, true",
        "https://a.example/x, https://a.example/x, true",
        "https://a.example/x, https://a.example/x/y, true",
        "https://a.example/x/, https://a.example/x/y, true",
        "https://a.example/x, https://a.example/xy, false",
        "https://a.example/x/, https://a.example/x, false",
        "https://a.example, http://a.example, false",
        "https://a.example, https://a.example:8443, false",
        "https://a.example, https://b.a.example, false",
        "https://a.example, https://a.example.evil.example, false",
        "http://a.example, http://a.example:80/, true"
    })
    void aPrefixCoversWhatIsBelowIt(String prefix, String url, boolean covers) {
        assertEquals(covers, GateUrl.covers(GateUrl.parse(prefix), GateUrl.parse(url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.example/x",
                "//a.example/x",
                "file:///etc/passwd",
                "https:///x",
                "https://user@a.example/x",
                "https://good.example@evil.example/x",
                "https://a.example/x#y",
                "https://a.example/x/../y",
                "https://a.example/x/./y",
                "https://a.example/x/..;a=b/y",
                "https://a.example/x/%2e%2E/y",
                "https://a.example/x%2Fy",
                "https://a.example/x%5Cy",
                "https://a.example//x",
                "https://a.example/x\\y",
                "https://a b/",
                "gopher://a.example/"
            })
    void whatCannotBeCheckedIsRefused(String url) {
        assertThrows(InvalidValue.class, () -> GateUrl.parse(url));
    }
}

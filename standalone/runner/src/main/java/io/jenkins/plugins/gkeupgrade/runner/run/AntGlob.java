package io.jenkins.plugins.gkeupgrade.runner.run;

import java.util.regex.Pattern;

/** File patterns as Ant has them: {@code *} within one part of a path, {@code **} across parts. */
public final class AntGlob {
    private AntGlob() {}

    /** The pattern as a regular expression; a pattern that ends with a slash means everything below. */
    public static Pattern pattern(String glob, boolean caseSensitive) {
        String whole = glob.endsWith("/") ? glob + "**" : glob;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (whole.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (whole.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
    }
}

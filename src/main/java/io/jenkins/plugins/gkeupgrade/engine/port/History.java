package io.jenkins.plugins.gkeupgrade.engine.port;

import java.util.List;

/**
 * What happened in a view, change by change.
 *
 * @param changes all of them, in the order in which the server made them, whatever the kind
 * @param upTo resource version up to which this is complete: nothing older will ever be told later
 * @param newest newest resource version that is known by now; changes between the two are told later
 * @param live whether all watches are up, so that what is missing is not older than a moment
 * @param forgotten whether the server has forgotten some of what was asked for; there are no changes then, and what the
 *     view shows now is all that can be known
 */
public record History(List<Change> changes, long upTo, long newest, boolean live, boolean forgotten) {
    public History {
        changes = List.copyOf(changes);
    }
}

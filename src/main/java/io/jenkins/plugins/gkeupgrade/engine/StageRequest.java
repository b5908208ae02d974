package io.jenkins.plugins.gkeupgrade.engine;

import java.io.Serializable;

/**
 * A validated, serializable wish: everything a stage needs to know from its caller. Making one checks the parameters,
 * so that bad input is refused before anything is looked at.
 *
 * @param <S> state of the stage
 */
public interface StageRequest<S extends Serializable> extends Serializable {
    Stage<S> stage();
}

/** A cluster seen from above: who has opted in to its new version, who has not, and how long the old one is supported. */
package io.jenkins.plugins.gkeupgrade.engine.overview;

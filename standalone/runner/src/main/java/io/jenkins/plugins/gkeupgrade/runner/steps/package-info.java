/** The steps that come with Jenkins, as far as Pipelines with the steps of the plugin need them. */
package io.jenkins.plugins.gkeupgrade.runner.steps;

/** Makes steps and what they are given from the arguments of a script, by data-bound constructors and setters. */
package io.jenkins.plugins.gkeupgrade.runner.binding;

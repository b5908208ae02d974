/** The demo: the example Jenkinsfiles on the sample shop, watched from outside. */
package io.jenkins.plugins.gkeupgrade.runner.demo;

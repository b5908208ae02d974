/** Gates between waves: measurements that must be good before the next wave begins. */
package io.jenkins.plugins.gkeupgrade.engine.gate;

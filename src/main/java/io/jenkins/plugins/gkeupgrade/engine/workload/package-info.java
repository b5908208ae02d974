/** Reading workloads, pods and nodes: which ones are meant, where their pods may run and do run, how their rollout goes. */
package io.jenkins.plugins.gkeupgrade.engine.workload;

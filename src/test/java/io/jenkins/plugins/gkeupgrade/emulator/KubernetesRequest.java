package io.jenkins.plugins.gkeupgrade.emulator;

/**
 * What a request to the emulated API server was about.
 *
 * @param verb as RBAC names it: get, list, watch, create, update, patch, delete
 * @param resource such as {@code deployments.apps} or {@code pods/eviction}; a path for discovery
 * @param namespace empty for all and for cluster-wide resources
 * @param name empty for collections
 */
public record KubernetesRequest(String verb, String resource, String namespace, String name) {}

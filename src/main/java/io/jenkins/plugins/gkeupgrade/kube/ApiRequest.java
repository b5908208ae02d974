package io.jenkins.plugins.gkeupgrade.kube;

/**
 * One HTTP request to the API server.
 *
 * @param path with query, such as {@code /api/v1/pods?limit=500}
 * @param contentType null without a body
 */
record ApiRequest(Operation operation, String method, String path, String contentType, String body) {
    static ApiRequest get(Operation operation, String path) {
        return new ApiRequest(operation, "GET", path, null, null);
    }

    static ApiRequest get(String path) {
        return get(new Operation("get", path, "", ""), path);
    }
}

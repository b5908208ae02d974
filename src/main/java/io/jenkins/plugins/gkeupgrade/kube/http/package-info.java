/**
 * An HTTP client for fabric8 that needs no thread per open request.
 *
 * <p>fabric8's OkHttp client blocks one thread for every watch (see {@code OkHttpAsyncBody.doConsume}) and one for every
 * request in flight. Its client on {@code java.net.http} does not, but it registers itself with a priority above OkHttp's
 * ({@code HttpClient.Factory.priority()}), and in Jenkins would thereby become the client of every other plugin too. So
 * this package has its own: the same idea, known to nobody but us.
 */
package io.jenkins.plugins.gkeupgrade.kube.http;

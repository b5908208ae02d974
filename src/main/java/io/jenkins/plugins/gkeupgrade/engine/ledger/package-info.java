/**
 * The availability ledger: what a move did to the availability of workloads and Services, counted from every change that
 * the API server tells and not from samples.
 */
package io.jenkins.plugins.gkeupgrade.engine.ledger;

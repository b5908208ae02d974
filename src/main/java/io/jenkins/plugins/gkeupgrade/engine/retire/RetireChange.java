package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.List;

/** What a retirement does next. */
sealed interface RetireChange {
    /** Remembers which pool is meant. */
    record Settle(String pool) implements RetireChange {}

    /** Remembers an operation of ours that runs, found or submitted. */
    record Follow(String operation) implements RetireChange {}

    /** Our operation ended well. */
    record Forget() implements RetireChange {}

    /** Writes down on the nodes what will change, before it does. */
    record Mark(List<OldNode> nodes, Footprint footprint) implements RetireChange {}

    record SetTaints(String pool, List<Taint> taints) implements RetireChange {}

    record SetAutoscaling(String pool, NodePool.Autoscaling limits) implements RetireChange {}

    record Cordon(List<OldNode> nodes) implements RetireChange {}

    /** Evicts the first of these pods that budgets let go. */
    record Evict(OldNode node, List<Tenant> tenants) implements RetireChange {}

    /** The pool is empty: the time that it is kept begins. */
    record Drained() implements RetireChange {}

    record TakeOutOfLoadBalancers(List<OldNode> nodes) implements RetireChange {}

    /** No node is in a load balancer any more: the time for connections to end begins. */
    record Out() implements RetireChange {}

    record RespectBudgets() implements RetireChange {}

    record Delete() implements RetireChange {}

    /** From here on everything is put back. */
    record PutBack(RetireState.Ending why) implements RetireChange {}

    record Release(List<OldNode> nodes) implements RetireChange {}

    record Unmark(List<OldNode> nodes) implements RetireChange {}
}

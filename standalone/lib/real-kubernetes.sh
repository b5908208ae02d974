# Runs the tests with the tag "real-kubernetes"; sourced by standalone/test. Expects $here: the folder "standalone".
# shellcheck shell=bash

# One folder for each test class: its cluster's logs stay there.
clusters=$here/target/real-kubernetes

# Maven's options for these tests and no others. Much of them is waiting for a control plane to recover, so that two
# classes run at a time; those that share a cluster keep off each other.
real_kubernetes_options=(
  -Dgroups=real-kubernetes -Dtests.excluded= -Dtests.expected=false "-Dreal-kubernetes=$clusters"
  -Djunit.jupiter.execution.parallel.enabled=true -Djunit.jupiter.execution.parallel.mode.default=same_thread
  -Djunit.jupiter.execution.parallel.mode.classes.default=concurrent
  -Djunit.jupiter.execution.parallel.config.strategy=fixed
  -Djunit.jupiter.execution.parallel.config.fixed.parallelism=2
)

# Builds the control plane if need be, and sees to it that none of ours runs when this script ends, however it ends.
prepare_real_kubernetes() {
  "$here/kubernetes" build
  trap stop_clusters EXIT
  trap 'exit 130' INT TERM
}

stop_clusters() {
  local cluster
  for cluster in "$clusters"/*/; do
    [ ! -d "$cluster" ] || "$here/kubernetes" stop --dir "${cluster%/}"
  done
}

# Runs the tests with the tag "real-kubernetes"; sourced by standalone/test. Expects $here: the folder "standalone".
# shellcheck shell=bash

# One folder for each test class: its cluster's logs stay there.
clusters=$here/target/real-kubernetes

# Maven's options for these tests and no others.
real_kubernetes_options=(
  -Dgroups=real-kubernetes -Dtests.excluded= -Dtests.expected=false "-Dreal-kubernetes=$clusters"
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

# The programs that clusters run: those that build.sh makes, or somebody's own of another version of Kubernetes.

# provide_programs: sees to it that they are there. Own ones are used as they are.
provide_programs() {
  if [ -z "$OWN_PROGRAMS" ]; then
    build_if_needed
    return
  fi
  local program missing=()
  for program in etcd "${PROGRAMS[@]}"; do
    [ -x "$BIN/$program" ] || missing+=("$program")
  done
  [ ${#missing[@]} -eq 0 ] ||
    fail "GKEUPGRADE_KUBERNETES_PROGRAMS is '$BIN', and misses: ${missing[*]}; it must hold etcd ${PROGRAMS[*]}"
}

# kubernetes_version: of the API server, such as "Kubernetes v1.20.2".
kubernetes_version() {
  "$BIN/kube-apiserver" --version
}

# Up to 1.23 they open a port without TLS unless told not to, and later ones do not know the flag for that.
have_insecure_ports() {
  [ "$(kubernetes_version | cut -d. -f2)" -le 23 ]
}

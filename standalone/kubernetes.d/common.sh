# Shared by the parts of standalone/kubernetes: where things are, how to speak, how to give up.

# The folder that a build leaves behind and every cluster is started from.
CACHE=${GKEUPGRADE_KUBERNETES_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gke-opt-in-upgrade/kubernetes}
case $CACHE in /*) ;; *) CACHE=$PWD/$CACHE ;; esac
OWN_PROGRAMS=${GKEUPGRADE_KUBERNETES_PROGRAMS:-}
BIN=${OWN_PROGRAMS:-$CACHE/bin}

# Progress goes to stderr: stdout is for what a caller reads, such as a path.
say() {
  printf '%s\n' "$*" >&2
}

fail() {
  say "standalone/kubernetes: $*"
  exit 1
}

need_commands() {
  local command packages=() missing=()
  for command in "$@"; do
    command -v "$command" >/dev/null && continue
    missing+=("$command")
    packages+=("$(package_of "$command")")
  done
  [ ${#missing[@]} -eq 0 ] || fail "missing on this machine: ${missing[*]}; install with: apt-get install ${packages[*]}"
}

package_of() {
  case $1 in
    dpkg-source) echo dpkg-dev ;;
    flock | setsid) echo util-linux ;;
    xz) echo xz-utils ;;
    apt-get | apt-config) echo apt ;;
    *) echo "$1" ;;
  esac
}

# claim_folder FOLDER WHAT HOW: makes a folder that is ours to empty; one that somebody else filled is refused.
claim_folder() {
  local folder=$1 marker=$1/.made-by-standalone-kubernetes
  mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || fail "the $2 folder $folder cannot be written; choose another with $3"
  [ -f "$marker" ] && return
  [ -z "$(ls -A "$folder")" ] || fail "the $2 folder $folder holds files of somebody else; choose an empty one with $3"
  : >"$marker"
}

claim_cache() {
  claim_folder "$CACHE" cache GKEUPGRADE_KUBERNETES_CACHE
}

# with_lock FILE COMMAND...: one caller at a time; the lock ends with the process that holds it.
with_lock() {
  local file=$1
  shift
  (
    flock -w "${GKEUPGRADE_LOCK_SECONDS:-1800}" 9 || fail "another call has held $file for too long; find it with: fuser $file"
    "$@"
  ) 9>"$file"
}

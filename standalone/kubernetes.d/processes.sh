# Starts and ends background programs, and never touches a process that somebody else started: a pid file holds the
# process's start time as well, so a reused pid is not taken for ours.

# launch NAME COMMAND...: in a session of its own, so that Ctrl-C in the caller's terminal does not reach it. The pid file
# is written by the process itself before it becomes the program: no instant at which it runs and nobody knows.
launch() {
  local name=$1
  shift
  PID_FILE=$DIR/pids/$name setsid bash -c '
    set -e
    stat=$(<"/proc/$$/stat") && rest=(${stat##*) })
    echo "$$ ${rest[19]}" >"$PID_FILE"
    unset PID_FILE
    exec "$@"' "$name" "$@" >>"$DIR/logs/$name.log" 2>&1 </dev/null 9>&- &
  disown
}

# Prints the pid if the program that launch started still runs.
pid_of() {
  local pid started stat rest
  read -r pid started 2>/dev/null <"$DIR/pids/$1" || return 1
  stat=$(cat "/proc/$pid/stat" 2>/dev/null) || return 1
  # The name in parentheses may hold anything; after it come the state (Z: dead, not yet collected) and 18 fields more.
  read -ra rest <<<"${stat##*) }"
  [ "${rest[0]}" != Z ] && [ "${rest[19]}" = "$started" ] && echo "$pid"
}

runs() {
  pid_of "$1" >/dev/null
}

# end NAME: at once and for good. Nobody needs a clean shutdown (8 to 9 s): the data goes with the cluster.
end() {
  local pid
  if pid=$(pid_of "$1"); then
    kill -KILL "$pid" 2>/dev/null || true
    wait_until 10 gone "$1" || fail "process $pid ($1) does not end"
  fi
  rm -f "$DIR/pids/$1"
}

gone() {
  ! runs "$1"
}

# wait_until SECONDS COMMAND...: 0 as soon as the command succeeds, 1 after that time.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.05
  done
}

port_is_free() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Below the range from which the system serves outgoing connections.
free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 12000))
    port_is_free "$port" && echo "$port" && return
  done
  fail 'no free port found between 20000 and 32000 on 127.0.0.1; choose one with --port'
}

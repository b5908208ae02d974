# Builds and starts the Pipeline runner; sourced, not run. Expects $here, and lib/build.sh sourced before.
# shellcheck shell=bash

# Whether anything that the runner is made of is newer than its last build.
runner_is_stale() {
  local stamp=$here/target/runner.stamp
  [ ! -e "$stamp" ] && return 0
  [ -n "$(find "$here"/pom.xml "$here"/*/pom.xml "$here"/*/src "$here"/../src -newer "$stamp" -print -quit)" ]
}

# Builds the runner when it is stale, one build at a time, and sets runner_java: the command that a main class follows.
build_runner() {
  local log=$here/target/runner-build.log classpath=$here/target/runner.classpath
  mkdir -p "$here/target"
  if runner_is_stale; then
    require_tools
    say "Building the runner; the output is in $log"
    touch "$here/target/runner.stamp.new"
    if ! (
      flock 9
      run_maven "$log" -DskipTests -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath >/dev/null
    ) 9>"$here/target/runner.lock"; then
      say "The build failed; the whole output is in $log"
      grep -m 3 '^\[ERROR\]' "$log" >&2 || true
      exit 1
    fi
    cp "$here/runner/target/classpath" "$classpath"
    mv "$here/target/runner.stamp.new" "$here/target/runner.stamp"
  fi
  require_java
  runner_java=(
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Duser.language=en
    -cp "$here/runner/target/classes:$(cat "$classpath")"
  )
}

# Shared by the scripts of the standalone build; sourced, not run. Expects $here: the folder "standalone".
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

# Stops with what to install when the JDK, Maven or a symbolic link is missing.
require_tools() {
  local version
  if ! command -v javac >/dev/null && [ ! -x "${JAVA_HOME:-/nonexistent}/bin/javac" ]; then
    say "A JDK is needed, 17 or newer, and no javac was found. Debian and Ubuntu: apt-get install openjdk-17-jdk-headless"
    exit 2
  fi
  if ! command -v mvn >/dev/null; then
    say "Maven is needed, 3.8.1 or newer, and no mvn was found. Debian and Ubuntu: apt-get install maven"
    exit 2
  fi
  version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/')
  if ! [ "$version" -ge 17 ] 2>/dev/null; then
    say "JDK 17 or newer is needed, and javac is version ${version:-unknown}: set JAVA_HOME to a newer JDK."
    exit 2
  fi
  if [ ! -d "$here/plugin/src/main/java" ]; then
    say "standalone/plugin/src is not the symbolic link to ../../src that git stores: check out with core.symlinks=true."
    exit 2
  fi
}

# The state of everything that decides what Maven downloads, and where it keeps it.
dependencies_key() {
  {
    cat "$here/pom.xml" "$here"/*/pom.xml
    mvn --version 2>/dev/null
    printf '%s\n' "${MAVEN_ARGS:-} ${MAVEN_OPTS:-}" "$HOME"
  } | sha256sum | cut -d' ' -f1
}

# Runs Maven on the standalone build: offline as soon as one run with the same poms has succeeded, else online.
run_maven() {
  local key resolved=$here/target/resolved network=()
  key=$(dependencies_key)
  if [ "$(cat "$resolved" 2>/dev/null)" = "$key" ]; then
    network=(--offline)
  fi
  mvn --batch-mode "${network[@]}" --file "$here/pom.xml" "$@" || return 1
  mkdir -p "$here/target"
  printf '%s\n' "$key" >"$resolved"
}

# "123 tests" or "123 tests, 2 skipped", from the reports of the last run.
test_counts() {
  local file tests=0 skipped=0 line
  for file in "$here"/*/target/surefire-reports/TEST-*.xml; do
    [ -e "$file" ] || continue
    line=$(grep -m1 -o '<testsuite [^>]*' "$file")
    tests=$((tests + $(sed -E 's/.* tests="([0-9]+)".*/\1/' <<<"$line")))
    skipped=$((skipped + $(sed -E 's/.* skipped="([0-9]+)".*/\1/' <<<"$line")))
  done
  if [ "$skipped" -gt 0 ]; then
    printf '%d tests, %d of them skipped' "$tests" "$skipped"
  else
    printf '%d tests' "$tests"
  fi
}

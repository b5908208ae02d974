# Shared by the scripts of the standalone build; sourced, not run. Expects $here: the folder "standalone".
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

# Stops with what to install when the JDK, Maven or a symbolic link is missing.
require_tools() {
  local javac=javac version
  if [ -n "${JAVA_HOME:-}" ]; then
    javac=$JAVA_HOME/bin/javac
    if [ ! -x "$javac" ]; then
      say "JAVA_HOME is $JAVA_HOME, where there is no bin/javac: set it to the folder of a JDK, 17 or newer, or unset it."
      exit 2
    fi
  elif ! command -v javac >/dev/null; then
    say "A JDK is needed, 17 or newer, and no javac was found. Debian and Ubuntu: apt-get install openjdk-17-jdk-headless"
    exit 2
  fi
  if ! command -v mvn >/dev/null; then
    say "Maven is needed, 3.8.1 or newer, and no mvn was found. Debian and Ubuntu: apt-get install maven"
    exit 2
  fi
  version=$("$javac" -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/')
  if ! [ "$version" -ge 17 ] 2>/dev/null; then
    say "JDK 17 or newer is needed, and $javac is version ${version:-unknown}: set JAVA_HOME to a newer JDK."
    exit 2
  fi
  if [ ! -d "$here/plugin/src/main/java" ]; then
    say "standalone/plugin/src is not the symbolic link to ../../src that git stores: check out with core.symlinks=true."
    exit 2
  fi
}

# Stops where there is no Java to run what was built.
require_java() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  if ! command -v "$java" >/dev/null; then
    say "Java is needed, 17 or newer, and there is no $java: install a JDK, or set JAVA_HOME to the folder of one."
    exit 2
  fi
}

# Runs Maven on the standalone build and keeps its output in the file named first. Offline as soon as one run with the
# same poms has succeeded; online again should the local repository have lost something since.
run_maven() {
  local log=$1 resolved=$here/target/resolved poms
  shift
  mkdir -p "$here/target"
  poms=$(cat "$here/pom.xml" "$here"/*/pom.xml | sha256sum | cut -d' ' -f1)
  if [ "$(cat "$resolved" 2>/dev/null)" = "$poms" ]; then
    if logged_maven "$log" --offline "$@"; then
      return 0
    fi
    if ! grep -q 'in offline mode' "$log"; then
      return 1
    fi
    say "Something that the build needs is no longer in the local Maven repository: once more, with the network."
  fi
  logged_maven "$log" "$@" || return 1
  printf '%s\n' "$poms" >"$resolved"
}

logged_maven() {
  local log=$1
  shift
  mvn --batch-mode --file "$here/pom.xml" "$@" 2>&1 | tee "$log"
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

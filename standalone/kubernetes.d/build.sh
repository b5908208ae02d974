# Builds etcd, kube-apiserver, kube-scheduler, kube-controller-manager and kubectl out of Debian's packages.
#
# Nothing is installed: packages are unpacked into the cache with dpkg -x, and apt works on lists of its own there, so
# /etc/apt needs no deb-src line and no root is needed.

# The mirror that this machine's own apt takes the release from: it is one that can be reached.
MIRROR=${GKEUPGRADE_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
  awk '$3 == "main" && $2 !~ /-/ { print $1; exit }' || true)}
SUITE=bookworm
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
KUBERNETES_VERSION=1.20.2
BINARY_PACKAGES=(golang-1.19-go golang-1.19-src etcd-server golang-github-modern-go-reflect2-dev)
PROGRAMS=(kube-apiserver kube-scheduler kube-controller-manager kubectl)
# Measured: 2.2 GB at the height of a build, 0.2 GB afterwards.
BUILD_MEGABYTES=3000

WORK=$CACHE/work
GO_ROOT=$WORK/root/usr/lib/go-1.19
TREE=$WORK/gopath/src/k8s.io/kubernetes
STAMP=$CACHE/built
BUILD_LOG=$CACHE/build.log

# A change of this file is a reason to build again.
recipe() {
  sha256sum <"$PARTS/build.sh" | cut -d' ' -f1
}

is_built() {
  [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(recipe)" ]
}

build_if_needed() {
  is_built && return
  check_machine
  claim_cache
  with_lock "$CACHE/build.lock" build_unless_built
}

build_unless_built() {
  is_built && return
  check_space
  build
}

build() {
  local started=$SECONDS
  # A half-finished earlier attempt is worth nothing. Clusters that run keep their programs: unlinked files live on.
  rm -rf "$WORK" "$STAMP" "$BIN" "$BUILD_LOG"
  mkdir -p "$WORK/tmp" "$BIN"
  say "Building Kubernetes $KUBERNETES_VERSION into $CACHE (once; about three minutes on two cores)"
  step 'Fetching packages' fetch_packages
  step 'Fetching sources' fetch_source
  step 'Generating the OpenAPI definitions' generate_openapi
  step 'Compiling' compile
  rm -rf "$WORK"
  recipe >"$STAMP"
  say "Built in $((SECONDS - started)) s"
}

check_machine() {
  grep -qsx 'ID=debian' /etc/os-release ||
    fail "this machine runs $(os_name), and the control plane is built from Debian's packages; use a Debian 12 machine or container"
  need_commands apt-get apt-config dpkg dpkg-source patch xz openssl curl flock setsid
  [ -f "$KEYRING" ] ||
    fail "$KEYRING is missing, so packages cannot be verified; install it with: apt-get install debian-archive-keyring"
  case $(dpkg --print-architecture) in
    amd64 | arm64) ;;
    *) fail "the architecture is $(dpkg --print-architecture), and must be amd64 or arm64" ;;
  esac
}

os_name() {
  # shellcheck disable=SC1091
  (. /etc/os-release 2>/dev/null && echo "${PRETTY_NAME:-an unknown system}") || uname -s
}

check_space() {
  local free
  free=$(df -Pm "$CACHE" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$BUILD_MEGABYTES" ] ||
    fail "$free MB are free at $CACHE, and the build needs $BUILD_MEGABYTES MB; free some or set GKEUPGRADE_KUBERNETES_CACHE"
}

# step TITLE FUNCTION: runs it with its output in the log, and shows the end of the log if it fails.
step() {
  local status started=$SECONDS
  say "  $1"
  printf '=== %s\n' "$1" >>"$BUILD_LOG"
  # Not inside an "if": bash would ignore set -e in there.
  set +e
  (set -e && "$2" >>"$BUILD_LOG" 2>&1)
  status=$?
  set -e
  if [ "$status" -ne 0 ]; then
    tail -n 12 "$BUILD_LOG" >&2
    fail "$1 failed; the whole log is in $BUILD_LOG"
  fi
  printf '=== %s: %d s\n' "$1" $((SECONDS - started)) >>"$BUILD_LOG"
}

fetch_packages() {
  prepare_apt
  mkdir -p "$WORK/deb"
  cd "$WORK/deb"
  private_apt download "${BINARY_PACKAGES[@]}"
  local deb
  for deb in *.deb; do
    dpkg -x "$deb" "$WORK/root"
  done
  install -m 0755 "$WORK/root/usr/bin/etcd" "$BIN/etcd"
}

# apt with lists, cache and sources of its own; of the machine's settings only the way to the archive is kept.
private_apt() {
  APT_CONFIG=$WORK/apt/apt.conf apt-get -q "$@"
}

prepare_apt() {
  local apt=$WORK/apt
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/parts"
  : >"$apt/status"
  apt_settings "$apt" >"$apt/apt.conf"
  printf '%s [signed-by=%s] %s %s main\n' deb "$KEYRING" "$MIRROR" "$SUITE" deb-src "$KEYRING" "$MIRROR" "$SUITE" \
    >"$apt/sources.list"
  private_apt update -o APT::Update::Error-Mode=any && return
  echo "apt cannot read the suite $SUITE at $MIRROR; set GKEUPGRADE_DEBIAN_MIRROR to a mirror that this machine reaches"
  return 1
}

apt_settings() {
  apt-config dump | grep -E '^Acquire::(http|https|ftp|Check|ForceIPv)' || true
  cat <<CONF
Dir::Etc::sourcelist "$1/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "$1/parts";
Dir::State::lists "$1/lists";
Dir::State::status "$1/status";
Dir::Cache "$1";
Dir::Cache::archives "$1/archives";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Sandbox::User "";
CONF
}

fetch_source() {
  mkdir -p "$WORK/source" "$(dirname "$TREE")"
  cd "$WORK/source"
  private_apt --only-source source kubernetes
  mv kubernetes-*/ "$TREE"
  cd "$TREE"
  # The vendored 1.0.1 crashes kube-apiserver at its first call of a webhook when built with Go 1.18 or newer.
  rm -rf vendor/github.com/modern-go/reflect2
  cp -r "$WORK/root/usr/share/gocode/src/github.com/modern-go/reflect2" vendor/github.com/modern-go/reflect2
}

# GOPATH mode, because the modules of this tree do not resolve with Go 1.19.
with_go() {
  env -u GOFLAGS GOROOT="$GO_ROOT" GOPATH="$WORK/gopath" GOCACHE="$WORK/gocache" GOTMPDIR="$WORK/tmp" GOENV=off \
    GO111MODULE=off GOPROXY=off CGO_ENABLED=0 PATH="$GO_ROOT/bin:$PATH" nice -n 15 "$@"
}

# The tarball comes without pkg/generated/openapi/zz_generated.openapi.go, and the API server needs it.
generate_openapi() {
  cd "$TREE"
  with_go go build -p=2 -o "$WORK/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
  with_go "$WORK/openapi-gen" --go-header-file hack/boilerplate/boilerplate.generatego.txt \
    --input-dirs "$(packages_with_openapi | paste -sd, -)" --output-base "$WORK/gopath/src" \
    --output-package k8s.io/kubernetes/pkg/generated/openapi --output-file-base zz_generated.openapi \
    --report-filename "$WORK/openapi-violations"
}

packages_with_openapi() {
  grep -rlE --include=*.go '^// ?\+k8s:openapi-gen=true' pkg staging/src/k8s.io | xargs -n1 dirname | sort -u |
    sed -e 's,^staging/src/,k8s.io/kubernetes/vendor/,' -e 's,^pkg/,k8s.io/kubernetes/pkg/,'
}

compile() {
  cd "$TREE"
  with_go go build -p=2 -trimpath -tags providerless -ldflags "-s -w $(version_flags)" -o "$BIN/" "${PROGRAMS[@]/#/./cmd/}"
  chmod 0755 "$BIN"/*
}

# /version serves the stamp of client-go; --version of the programs takes that of component-base.
version_flags() {
  local package
  for package in component-base/version client-go/pkg/version; do
    package=k8s.io/kubernetes/vendor/k8s.io/$package
    printf -- '-X %s.gitVersion=v%s -X %s.gitMajor=1 -X %s.gitMinor=20 ' \
      "$package" "$KUBERNETES_VERSION" "$package" "$package"
  done
}

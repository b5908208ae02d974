# One cluster: its programs, its readiness, and what tests do to it. Everything is kept in DIR.

# In the order of starting; stopping goes the other way, etcd last.
COMPONENTS=(etcd kube-apiserver kube-controller-manager kube-scheduler)
START_SECONDS=120

start_cluster() {
  need_commands openssl curl flock setsid
  claim_folder "$DIR" cluster --dir
  with_lock "$DIR/lock" start_unless_running
  echo "$DIR/kubeconfig"
}

# Before anything is built: a build takes minutes.
check_port() {
  [ -z "$PORT" ] || runs kube-apiserver || port_is_free "$PORT" ||
    fail "port $PORT on 127.0.0.1 is taken; choose another with --port, or leave it out and a free one is found"
}

start_unless_running() {
  if all_run && is_ready; then
    [ -z "$PORT" ] || [ "$PORT" = "$(cat "$DIR/port")" ] ||
      fail "the cluster in $DIR already runs on port $(cat "$DIR/port"); stop it first or leave --port out"
    return
  fi
  local started=$SECONDS
  end_all
  prepare_folder
  launch_etcd
  launch_apiserver
  wait_for_apiserver
  launch_others
  wait_until "$START_SECONDS" default_account_exists || fail "$(why_not kube-controller-manager)"
  say "$(kubernetes_version) runs on https://127.0.0.1:$(cat "$DIR/port") after $((SECONDS - started)) s"
}

# What a crashed or stopped cluster left is removed, except the flags file, which is the caller's.
prepare_folder() {
  check_port
  remove_data
  rm -rf "$DIR/logs"
  mkdir -p "$DIR/logs" "$DIR/pids" "$DIR/pki" "$DIR/users"
  echo "${PORT:-$(free_port)}" >"$DIR/port"
  free_port >"$DIR/etcd-port"
  make_certificates
  write_kubeconfig "$DIR/kubeconfig" admin "$(certificate_of admin)"
  local component
  for component in kube-controller-manager kube-scheduler; do
    write_kubeconfig "$DIR/$component.kubeconfig" "system:$component" "$(certificate_of "$component")"
  done
}

remove_data() {
  rm -rf "$DIR"/{etcd,pids,pki,users,kubectl-cache,port,etcd-port,kubeconfig,kube-controller-manager.kubeconfig,kube-scheduler.kubeconfig}
}

launch_etcd() {
  local client
  client=https://127.0.0.1:$(cat "$DIR/etcd-port")
  # A single member: nobody calls its peer port, so any free one will do. The data need not survive a power cut.
  launch etcd "$BIN/etcd" --name=only --data-dir="$DIR/etcd" --logger=zap --log-level=warn --unsafe-no-fsync \
    --listen-client-urls="$client" --advertise-client-urls="$client" --client-cert-auth --quota-backend-bytes=4294967296 \
    --cert-file="$DIR/pki/etcd.crt" --key-file="$DIR/pki/etcd.key" --trusted-ca-file="$DIR/pki/etcd-ca.crt" \
    --listen-peer-urls=http://127.0.0.1:0 --initial-advertise-peer-urls=http://127.0.0.1:1 \
    --initial-cluster=only=http://127.0.0.1:1
}

launch_apiserver() {
  local pki=$DIR/pki extra=()
  [ ! -f "$DIR/apiserver.flags" ] || mapfile -t extra < <(grep -v -e '^ *#' -e '^ *$' "$DIR/apiserver.flags")
  ! have_insecure_ports || extra+=(--insecure-port=0)
  launch kube-apiserver "$BIN/kube-apiserver" \
    --etcd-servers="https://127.0.0.1:$(cat "$DIR/etcd-port")" \
    --etcd-cafile="$pki/etcd-ca.crt" --etcd-certfile="$pki/etcd.crt" --etcd-keyfile="$pki/etcd.key" \
    --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$(cat "$DIR/port")" \
    --endpoint-reconciler-type=none --service-cluster-ip-range=10.96.0.0/16 \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --client-ca-file="$pki/ca.crt" \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$pki/service-accounts.key" \
    --service-account-signing-key-file="$pki/service-accounts.key" --authorization-mode=RBAC --allow-privileged=true \
    "${extra[@]}"
}

# The default rates of these two would be the ceiling of every test: four Deployments a second.
launch_others() {
  local common=(--secure-port=0 --leader-elect=false --kube-api-qps=500 --kube-api-burst=1000)
  ! have_insecure_ports || common+=(--port=0)
  # Without credentials of their own, controllers are refused by RBAC; nodes without a kubelet must stay Ready.
  launch kube-controller-manager "$BIN/kube-controller-manager" "${common[@]}" \
    --kubeconfig="$DIR/kube-controller-manager.kubeconfig" --use-service-account-credentials=true \
    --service-account-private-key-file="$DIR/pki/service-accounts.key" --root-ca-file="$DIR/pki/ca.crt" \
    --node-monitor-grace-period=876000h
  launch kube-scheduler "$BIN/kube-scheduler" "${common[@]}" --kubeconfig="$DIR/kube-scheduler.kubeconfig"
}

wait_for_apiserver() {
  wait_until "$START_SECONDS" is_ready_or_dead && is_ready || fail "$(why_not kube-apiserver)"
}

is_ready_or_dead() {
  is_ready && return
  # A pid file that is not there yet belongs to a process that is being started.
  [ -s "$DIR/pids/etcd" ] && gone etcd && return
  [ -s "$DIR/pids/kube-apiserver" ] && gone kube-apiserver
}

is_ready() {
  api GET /readyz >/dev/null 2>&1
}

default_account_exists() {
  api GET /api/v1/namespaces/default/serviceaccounts/default >/dev/null 2>&1
}

# api METHOD PATH [BODY]: as administrator.
api() {
  local body=()
  [ -z "${3:-}" ] || body=(-H 'Content-Type: application/json' --data-binary "$3")
  curl -sS --fail --max-time 10 --noproxy '*' -X "$1" "${body[@]}" --cacert "$DIR/pki/ca.crt" \
    --cert "$DIR/pki/admin.crt" --key "$DIR/pki/admin.key" "https://127.0.0.1:$(cat "$DIR/port")$2"
}

why_not() {
  local component
  for component in "${COMPONENTS[@]}"; do
    if [ -f "$DIR/logs/$component.log" ] && gone "$component"; then
      echo "$component ended; its log $DIR/logs/$component.log says: $(grep -v '^ *--' "$DIR/logs/$component.log" | tail -n 1)"
      return
    fi
  done
  echo "$1 is not ready after $START_SECONDS s; look at $DIR/logs/$1.log"
}

all_run() {
  local component
  for component in "${COMPONENTS[@]}"; do
    runs "$component" || return 1
  done
}

end_all() {
  local i
  for ((i = ${#COMPONENTS[@]} - 1; i >= 0; i--)); do
    end "${COMPONENTS[i]}"
  done
}

need_cluster() {
  [ -f "$DIR/port" ] && runs etcd || fail "no cluster runs in $DIR; start one with: standalone/kubernetes start --dir $DIR"
}

stop_cluster() {
  # Twice is once: a folder without a cluster is a stopped cluster.
  [ -d "$DIR/pids" ] || return 0
  claim_folder "$DIR" cluster --dir
  with_lock "$DIR/lock" end_and_remove
}

end_and_remove() {
  end_all
  remove_data
}

show_status() {
  local component pid running=0
  for component in "${COMPONENTS[@]}"; do
    if pid=$(pid_of "$component"); then
      running=$((running + 1))
      echo "$component: runs, process $pid"
    else
      echo "$component: does not run"
    fi
  done
  [ "$running" -gt 0 ] || exit 3
  echo "API server: https://127.0.0.1:$(cat "$DIR/port"), kubeconfig: $DIR/kubeconfig"
  [ "$running" -eq ${#COMPONENTS[@]} ] || exit 1
}

restart_apiserver() {
  with_lock "$DIR/lock" relaunch_apiserver
}

relaunch_apiserver() {
  end kube-apiserver
  wait_until 10 port_is_free "$(cat "$DIR/port")" || fail "port $(cat "$DIR/port") is still taken"
  launch_apiserver
  wait_for_apiserver
}

make_user() {
  local name=$1
  [[ $name =~ ^[a-z0-9]([-a-z0-9.]{0,60}[a-z0-9])?$ ]] ||
    fail "the user's name is '$name', and must be 1 to 62 lower-case letters, digits, '-' or '.'"
  local file=$DIR/users/$name.kubeconfig
  if [ -n "$WITH_TOKEN" ]; then
    write_kubeconfig "$file" "$name" "token: $(service_account_token "$name")"
  else
    mkdir -p "$DIR/pki/users"
    sign ca "users/$name" rsa "/CN=$name"
    write_kubeconfig "$file" "$name" "$(certificate_of "users/$name")"
  fi
  echo "$file"
}

service_account_token() {
  local accounts=/api/v1/namespaces/default/serviceaccounts request answer
  api GET "$accounts/$1" >/dev/null 2>&1 ||
    api POST "$accounts" '{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"'"$1"'"}}' >/dev/null
  request='{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":86400}}'
  answer=$(api POST "$accounts/$1/token" "$request") || fail "the API server gives no token for the service account $1"
  sed -n 's/.*"token": *"\([^"]*\)".*/\1/p' <<<"$answer"
}

make_serving_certificate() {
  local file=$DIR/pki/serving-$1
  [[ $1 =~ ^[a-z0-9-]{1,40}$ ]] || fail "the certificate's name is '$1', and must be lower-case letters, digits or '-'"
  sign ca "serving-$1" rsa "/CN=$1" IP:127.0.0.1,DNS:localhost
  openssl pkcs12 -export -in "$file.crt" -inkey "$file.key" -name "$1" -passout pass:changeit -out "$file.p12"
  echo "$file.p12"
}

# etcd forgets every state up to now. A key of ours makes a newer one first, because the last state is always kept.
# The API server still serves watches from its own memory: see docs/real-kubernetes.md.
compact() {
  local revision
  # {"key":"compacted","value":""}
  revision=$(etcd_call put '{"key":"Y29tcGFjdGVk","value":""}' | sed -n 's/.*"revision":"\([0-9]*\)".*/\1/p')
  [ -n "$revision" ] || fail "etcd does not answer; look at $DIR/logs/etcd.log"
  etcd_call compaction '{"revision":"'"$revision"'","physical":true}' >/dev/null ||
    fail "etcd refuses to compact at revision $revision; look at $DIR/logs/etcd.log"
  echo "$revision"
}

etcd_call() {
  curl -sS --fail --max-time 30 --noproxy '*' --data-binary "$2" --cacert "$DIR/pki/etcd-ca.crt" \
    --cert "$DIR/pki/etcd.crt" --key "$DIR/pki/etcd.key" "https://127.0.0.1:$(cat "$DIR/etcd-port")/v3/kv/$1"
}

run_kubectl() {
  exec "$BIN/kubectl" --kubeconfig "$DIR/kubeconfig" --cache-dir "$DIR/kubectl-cache" "${ARGUMENTS[@]}"
}

clean_cache() {
  [ -d "$CACHE" ] || return 0
  claim_cache
  local cluster
  cluster=$(folder_of_running_cluster)
  [ -z "$cluster" ] || fail "a cluster still runs from this cache; stop it first with: standalone/kubernetes stop --dir $cluster"
  exec 9>"$CACHE/build.lock"
  flock -n 9 || fail "a build into $CACHE is under way; wait for its end, or end it first"
  rm -rf "$CACHE"
}

folder_of_running_cluster() {
  local process
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/exe")" = "$BIN/etcd" ] || continue
    tr '\0' '\n' <"$process/cmdline" | sed -n 's,^--data-dir=\(.*\)/etcd$,\1,p'
    return
  done 2>/dev/null
}

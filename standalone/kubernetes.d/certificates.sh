# The cluster's own certificate authorities (one for the API, one for etcd) and what they sign, under DIR/pki.

DAYS=365

make_certificates() {
  local ip=IP:127.0.0.1,DNS:localhost
  make_authority ca
  make_authority etcd-ca
  sign ca apiserver ec /CN=kube-apiserver "$ip,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc"
  sign etcd-ca etcd ec /CN=etcd "$ip"
  sign ca kube-controller-manager ec /CN=system:kube-controller-manager
  sign ca kube-scheduler ec /CN=system:kube-scheduler
  sign ca admin rsa /O=system:masters/CN=admin
  new_key rsa "$DIR/pki/service-accounts.key"
}

# RSA where Java clients read the key: they need Bouncy Castle for elliptic curves. Curves elsewhere: they are quicker.
new_key() {
  case $1 in
    rsa) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$2" ;;
    ec) openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$2" ;;
  esac
}

make_authority() {
  new_key ec "$DIR/pki/$1.key"
  openssl req -x509 -new -key "$DIR/pki/$1.key" -subj "/CN=$1" -days "$DAYS" -out "$DIR/pki/$1.crt" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
}

# sign AUTHORITY NAME ALGORITHM SUBJECT [ALTERNATIVE-NAMES]
sign() {
  local authority=$DIR/pki/$1 file=$DIR/pki/$2 extensions=keyUsage=critical,digitalSignature,keyEncipherment
  new_key "$3" "$file.key"
  [ -z "${5:-}" ] || extensions+=$'\nsubjectAltName='$5
  openssl req -new -key "$file.key" -subj "$4" |
    openssl x509 -req -CA "$authority.crt" -CAkey "$authority.key" -set_serial "0x$(openssl rand -hex 8)" -days "$DAYS" \
      -extfile <(printf '%s\n' "$extensions") -out "$file.crt" 2>/dev/null
}

# write_kubeconfig FILE USER CREDENTIALS: credentials are lines of a kubeconfig's "user".
write_kubeconfig() {
  cat >"$1" <<YAML
apiVersion: v1
kind: Config
clusters:
- name: local
  cluster:
    server: https://127.0.0.1:$(cat "$DIR/port")
    certificate-authority-data: $(base64 -w0 "$DIR/pki/ca.crt")
users:
- name: $2
  user:
$(sed 's/^/    /' <<<"$3")
contexts:
- name: local
  context: {cluster: local, user: $2}
current-context: local
YAML
  chmod 0600 "$1"
}

certificate_of() {
  printf 'client-certificate-data: %s\nclient-key-data: %s\n' "$(base64 -w0 "$DIR/pki/$1.crt")" "$(base64 -w0 "$DIR/pki/$1.key")"
}

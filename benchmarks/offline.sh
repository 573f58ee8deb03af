#!/usr/bin/env bash
# Installs an offline archive on a bare Debian in a network namespace without a route, and runs the demo there.
#     benchmarks/offline.sh dist/gongkai-0.1.0-linux-x86_64.tar [bookworm]
# Needs root and Debian's debootstrap; says "installed and found" at the end.
set -euo pipefail
archive=$(realpath "$1")
name=$(basename "$archive" .tar)
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT

debootstrap --variant=minbase --include=python3 "${2:-bookworm}" "$root" >"$root.log" || { cat "$root.log" >&2; exit 1; }
tar -C "$root/opt" -xf "$archive"
unshare --net --mount --pid --fork chroot "$root" sh -euc "
    mount -t proc proc /proc
    mount -t tmpfs tmpfs /dev/shm 2>/dev/null || true
    python3 -c 'import fcntl, socket, struct
with socket.socket() as s:
    fcntl.ioctl(s, 0x8914, struct.pack(\"16sh\", b\"lo\", 0x1 | 0x40))'
    [ \$(wc -l </proc/net/route) = 1 ] || { echo 'there is a route' >&2; exit 1; }
    python3 /opt/$name/install.py /opt/gongkai
    cd /tmp && /opt/gongkai/.venv/bin/gongkai demo --once
"
du -sh "$root/opt/gongkai" | sed "s,$root,,"
echo installed and found

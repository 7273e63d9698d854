#!/bin/sh
# A fresh Debian or Ubuntu -> system libraries, fonts and an empty virtual environment at $1.
# Elsewhere it leaves the system alone; `reportgen doctor` says what is missing.
set -eu

PYTHON=${PYTHON:-python3}
VENV=$1
PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-dejavu-core fonts-liberation poppler-utils"

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "需要管理员权限，请让管理员运行：$*" >&2
        exit 1
    fi
}

installed() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'
}

install_missing() {
    missing=
    for package in $PACKAGES; do
        installed "$package" || missing="$missing $package"
    done
    # Debian keeps ensurepip, which a virtual environment needs, in a package of its own.
    if ! command -v "$PYTHON" >/dev/null; then
        missing="$missing python3 python3-venv"
    elif ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
        missing="$missing python3-venv"
    fi
    [ -z "$missing" ] && return
    echo "安装系统软件包：$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    # shellcheck disable=SC2086 # the words are package names
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    install_missing
fi

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "$PYTHON 比 3.11 旧，请装新的再运行：make PYTHON=python3.11 …" >&2
    exit 1
fi
[ -x "$VENV/bin/pip" ] || "$PYTHON" -m venv "$VENV"

#!/bin/sh
# Makes .venv with everything the project needs, then the index. Called by make; may be called again at any time.
#
# .venv/.stamp remembers a finished installation: where and with which Python it was made, and a checksum of what was
# asked for. While it holds, nothing is installed. When only the requirements changed, pip brings .venv up to date. An
# installation that was cut off leaves no stamp and is begun anew; pip's cache saves the downloads.
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
STAMP=$VENV/.stamp
NEED_MB=4000

say() { printf '%s\n' "$*" >&2; }
fail() { say "setup: $*"; exit 1; }

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            command -v "$name"
            return
        fi
    done
    name=${PYTHON:-python3}
    command -v "$name" >/dev/null || fail "$name is not installed; on Debian: apt-get install python3 python3-venv"
    fail "Python 3.11 or newer is needed, found: $("$name" --version 2>&1);" \
        "another one can be named: make PYTHON=/path/to/python3"
}

check_machine() {
    "$1" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "$1 cannot make virtual environments; on Debian: apt-get install python3-venv"
    free=$(df -Pm . | awk 'NR == 2 {print $4}')
    [ "$free" -ge "$NEED_MB" ] || fail "about $NEED_MB MB of disk space are needed in $(pwd), $free MB are free"
}

pip() { "$VENV/bin/python" -m pip --disable-pip-version-check "$@" -c constraints.txt; }

install_torch() {
    version=$(sed -n 's/^torch==//p' constraints.txt)
    # The build without CUDA, where pip's own configuration offers it; asking fails at once where it does not.
    if [ "$(uname -sm)" = "Linux x86_64" ]; then
        pip install "torch==$version+cpu" 2>/dev/null && return
        say "pip is offered no CPU build of torch $version: taking the usual one, with several GB of CUDA libraries"
    fi
    pip install "torch==$version"
}

install() {
    check_machine "$1"
    if [ "$(head -n 1 "$STAMP" 2>/dev/null)" = "$place" ]; then
        say "[1/4] $VENV is brought up to date"
        rm "$STAMP"
    else
        say "[1/4] making $VENV with $("$1" --version)"
        "$1" -m venv --clear "$VENV"
    fi
    say "[2/4] torch"
    install_torch
    say "[3/4] the other dependencies"
    pip install -e '.[dev]'
    printf '%s\n' "$place" "$asked" >"$STAMP"
    say "[4/4] index"
}

if command -v flock >/dev/null; then
    exec 9>.venv.lock
    flock -n 9 || { say "another setup is running here: waiting for it"; flock 9; }
fi
python=$(find_python)
place="$("$python" -c 'import sys; print(sys.executable, *sys.version_info[:3])') in $(pwd)"
asked=$(cat pyproject.toml constraints.txt assistant/__init__.py scripts/setup.sh | cksum) # the version stands in __init__
[ "$(cat "$STAMP" 2>/dev/null)" = "$(printf '%s\n' "$place" "$asked")" ] || install "$python"
exec "$VENV/bin/python" -m ingest build

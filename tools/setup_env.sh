#!/usr/bin/env bash
# Make .venv and install this project into it, once.
#
#   bash tools/setup_env.sh             the package, the lessons, the tools
#   bash tools/setup_env.sh backends    JAX and PyTorch too
#   bash tools/setup_env.sh docs        what makes the site, too
#
# A stamp is written after everything else has succeeded. With a stamp that
# fits, there is nothing to do and this returns at once; without one, .venv is
# made anew. Whatever goes wrong on the way takes .venv away with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

setting() { sed -n "s/^$1 *= *//p" settings.ini; }
oldest=$(setting min_python)
newest=$(setting max_python)

# What an environment depends on: what is asked for, and where it stands.
wanted="$(cat settings.ini setup.py tools/setup_env.sh | cksum) $(pwd -P)"
stamp=.venv/.ready
stamp_of() { echo ".venv/.ready-$1"; }
ready() { [ -x .venv/bin/python ] && [ "$(cat "$1" 2>/dev/null)" = "$wanted" ]; }

extras=dev
more=${1:-}
if [ -n "$more" ]; then
    extras=dev,$more
    ready "$stamp" && ready "$(stamp_of "$more")" && exit 0
else
    ready "$stamp" && exit 0
fi

# A Python of a fitting version that can make a virtual environment.
fits() {
    "$1" - "$oldest" "$newest" <<'PYTHON' >/dev/null 2>&1
import ensurepip, sys, venv

oldest, newest = (tuple(map(int, v.split("."))) for v in sys.argv[1:])
sys.exit(not oldest <= sys.version_info[:2] <= newest)
PYTHON
}

find_python() {
    local minor python
    if [ -n "${PYTHON:-}" ]; then
        fits "$PYTHON" && echo "$PYTHON" && return
        echo "PYTHON=$PYTHON is no Python $oldest to $newest with venv." >&2
        return 1
    fi
    for ((minor = ${newest#3.}; minor >= ${oldest#3.}; minor--)); do
        python=python3.$minor
        fits "$python" && echo "$python" && return
    done
    for python in python3 python; do
        fits "$python" && echo "$python" && return
    done
    cat >&2 <<MESSAGE
No fitting Python found: this project needs Python $oldest to $newest, with venv.
Tried python$newest down to python$oldest, python3 and python.
  Debian, Ubuntu:  sudo apt install python3 python3-venv
  macOS:           brew install python@$newest
  elsewhere:       https://www.python.org/downloads/
If it is there under another name: make PYTHON=/path/to/python ...
MESSAGE
    return 1
}

log=$(mktemp "${TMPDIR:-/tmp}/keras-rnn-install.XXXXXX")
give_up() {
    status=$?
    if [ "$status" != 0 ]; then
        rm -rf .venv
        echo "Setting up did not succeed; nothing was kept. Log: $log" >&2
    else
        rm -f "$log"
    fi
}

if [ ! -x .venv/bin/python ] || [ ! -f "$stamp" ]; then
    python=$(find_python) || { rm -f "$log"; exit 1; }
    trap give_up EXIT
    trap 'exit 130' INT TERM
    echo "Making .venv with $("$python" --version) ..."
    rm -rf .venv
    "$python" -m venv .venv >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
else
    trap give_up EXIT
    trap 'exit 130' INT TERM
    echo "Bringing .venv up to date ..."
    # What was added before, stays part of what is asked for.
    for name in backends docs; do
        if [ -f "$(stamp_of "$name")" ] && [ "$name" != "$more" ]; then
            extras=$extras,$name
        fi
        rm -f "$(stamp_of "$name")"
    done
    rm -f "$stamp"
fi

echo "Installing keras-rnn[$extras] (once; a few minutes, up to 2 GB) ..."
export PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1
.venv/bin/python -m pip install --use-pep517 --progress-bar off \
    -e ".[$extras]" 2>&1 | tee "$log" |
    sed -n 's/^ *Downloading \(.* MB)\).*/  \1/p' || {
    { grep "^ *ERROR" "$log" || cat "$log"; } | tail -n 5 >&2
    # pip's last word is then that there are no versions.
    ! grep -q "connection broken by" "$log" ||
        echo "pip could not reach its package index. Is there a network?" >&2
    exit 1
}

for name in ${extras//,/ }; do
    [ "$name" = dev ] || echo "$wanted" >"$(stamp_of "$name")"
done
echo "$wanted" >"$stamp"

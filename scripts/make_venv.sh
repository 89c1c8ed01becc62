#!/bin/sh
# Make the virtual environment whole or not at all: a half one would be taken for a whole one next time.
set -eu
venv=$1
python=$(sh "$(dirname "$0")/find_python.sh")
if ! "$python" -m venv --clear "$venv" >"$venv.log" 2>&1; then
    cat "$venv.log" >&2
    rm -rf "$venv" "$venv.log"
    echo "Kunne ikke lage $venv med $python. På Debian og Ubuntu: apt-get install python3-venv" >&2
    exit 1
fi
rm -f "$venv.log"

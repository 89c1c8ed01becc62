#!/bin/sh
# Print the newest Python that fits. Each is tried, since a name on the path need not be a Python that runs.
for python in ${RODTRAD_PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$python"
        exit 0
    fi
done
echo "Fant ikke Python 3.11 eller nyere. Installer det (for eksempel: apt-get install python3 python3-venv)," >&2
echo "eller si hvor det er: RODTRAD_PYTHON=/sti/til/python3.12 make demo" >&2
exit 1

#!/usr/bin/env bash
# Captures a part, and tries again after an outage (exit status 75), three times an hour apart at most.
set -euo pipefail
for pause in 1200 2400 3600 none; do
  status=0
  npm run capture -- "$@" || status=$?
  if [ "$status" -ne 75 ] || [ "$pause" = none ]; then exit "$status"; fi
  sleep "$pause"
done

#!/bin/sh
# A service in shell: the same small JSON file, written beside its place and moved there.
# Started by the watchdog, these are in the environment; started by hand, the defaults stand in for them.
key=${WATCHDOG_KEY:-shell-service}
path=${WATCHDOG_HEARTBEAT_FILE:-heartbeats/$key.json}
mkdir -p "$(dirname "$path")"
echo "working as pid $$"

iteration=0
while true; do
  iteration=$((iteration + 1))
  printf '{"process_key":"%s","pid":%d,"timestamp":"%s","status":"running","iteration":%d}\n' \
    "$key" "$$" "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" "$iteration" >"$path.$$.tmp"
  mv "$path.$$.tmp" "$path"
  sleep 1
done

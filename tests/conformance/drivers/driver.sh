#!/bin/sh
# Does what its input says with the writer in shell: the words are those of tests/conformance/writer.ts.
. "$1/heartbeat.sh"
heartbeat_open "$2" "$3" 2>/dev/null || { echo refused; exit 2; }
spin() {
  left=$1
  while [ "$left" -gt 0 ]; do
    heartbeat_beat || return 1
    left=$((left - 1))
  done
}
while IFS= read -r line; do
  rest=${line#* }
  case $line in
    beat*) [ "${rest%% *}" = - ] && progress= || progress=${rest%% *}; heartbeat_beat "${rest#* }" "$progress" ;;
    spin*) spin "$rest" ;;
    stop) heartbeat_stop ;;
  esac && echo ok || echo failed
done

#!/bin/bash
# Inside a pid namespace of its own: the service of a config is killed, a stranger is given its number, and services are
# checked. Says whether the stranger has the number, and whether it lives on.
node=$1 watchdog=$2 config=$3 heartbeat=$4
"$node" "$watchdog" -c "$config" on web --wait >/dev/null || exit 1
pid=$(sed 's/.*"pid": \([0-9]*\).*/\1/' "$heartbeat")
kill -9 "$pid"
while [ -e "/proc/$pid" ]; do sleep 0.05; done
for _ in $(seq 100); do
  echo $((pid - 1)) >/proc/sys/kernel/ns_last_pid
  sleep 100 &
  [ $! = "$pid" ] && break
  kill -9 $!
  wait $! 2>/dev/null
done
"$node" "$watchdog" -c "$config" check >&2
[ "$(jobs -pr)" = "$pid" ] && echo "the stranger has the number, and lives"

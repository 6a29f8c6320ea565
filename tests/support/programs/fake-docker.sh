#!/bin/bash
# Plays back what docker 28 says, for one container called web whose process it starts, as its daemon would, without our environment.
state=$(dirname "$0")
echo "$*" >> "$state/calls"
pid=$(cat "$state/pid" 2> /dev/null)
alive() { [ -n "$pid" ] && [ -d "/proc/$pid" ] && ! grep -q ') Z' "/proc/$pid/stat"; }
[ -e "$state/hangs" ] && exec sleep 100
[ -e "$state/down" ] && {
  echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2
  exit 1
}
id=$(printf '%064d' 7)
started=$(stat -c %Y "$state/pid" 2> /dev/null)
# A daemon on another machine, whose numbers count there.
[ -e "$state/remote" ] && started=$((started - 3600))
name=${*: -1}
[ "$name" = web ] || {
  case $1 in inspect) echo "Error response from daemon: No such container: $name" >&2 ;; *) echo "Error response from daemon: No such container: $name
Error: failed to $1 containers: $name" >&2 ;; esac
  exit 1
}
case $1 in
  inspect) if alive; then echo "running $pid $id $(date -u -d "@$started" +%Y-%m-%dT%H:%M:%S.%NZ)"; else echo "exited 0 $id 0001-01-01T00:00:00Z"; fi ;;
  start)
    if alive; then exit; fi
    env -i WATCHDOG_CONFIG="$WATCHDOG_CONFIG" setsid sh -c "echo \$\$ > $state/pid; exec sleep 1000" > /dev/null 2>&1 &
    while ! [ -s "$state/pid" ] || [ "$(cat "$state/pid")" = "$pid" ]; do sleep 0.01; done
    echo web
    ;;
  stop)
    if alive; then kill "$pid"; fi
    while alive; do sleep 0.01; done
    echo web
    ;;
esac

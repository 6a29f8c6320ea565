#!/bin/bash
# Plays back what systemctl 252 says, for one unit of the user's called web.service, whose process it starts without our environment.
state=$(dirname "$0")
echo "$XDG_RUNTIME_DIR $*" >> "$state/calls"
pid=$(cat "$state/pid" 2> /dev/null)
alive() { [ -n "$pid" ] && [ -d "/proc/$pid" ] && ! grep -q ') Z' "/proc/$pid/stat"; }
show() { printf 'MainPID=%s\nLoadState=%s\nActiveState=%s\nSubState=%s\n' "$@"; }
[ "$1" = --user ] || {
  echo 'Failed to connect to bus: No medium found' >&2
  exit 1
}
case $2 in
  show)
    if [ "$4" != web.service ]; then show 0 not-found inactive dead
    elif [ -e "$state/begun" ]; then show 0 loaded activating start
    elif [ -e "$state/activating" ]; then show 0 loaded activating auto-restart
    elif alive; then show "$pid" loaded active running
    else show 0 loaded failed failed
    fi
    ;;
  start)
    if [ -e "$state/slow" ]; then
      touch "$state/begun"
      while [ -e "$state/slow" ]; do sleep 0.05; done
      rm "$state/begun"
      exit 1
    fi
    env -i WATCHDOG_CONFIG="$WATCHDOG_CONFIG" setsid sh -c "echo \$\$ > $state/pid; exec sleep 1000" > /dev/null 2>&1 &
    while ! [ -s "$state/pid" ] || [ "$(cat "$state/pid")" = "$pid" ]; do sleep 0.01; done
    ;;
  stop)
    if alive; then kill "$pid"; fi
    while alive; do sleep 0.01; done
    ;;
esac

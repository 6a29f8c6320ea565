#!/bin/sh
# Becomes itself anew, again and again, some ten thousand times.
ROUND=$((${ROUND:-0} + 1))
[ "$ROUND" -gt 20000 ] && exit
export ROUND
exec "$0"

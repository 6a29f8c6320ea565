#!/bin/bash
# Starts a helper in the background that keeps stdout open, writes its number to $1, and ends well at once.
sleep 60 &
echo $! > "$1"
echo "helper started"

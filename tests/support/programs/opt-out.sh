#!/bin/bash
# Starts a child that clears the cookie to be left alone, writes its number to $1, and stays.
WATCHDOG_INSTANCE= setsid sleep 60 &
echo $! > "$1.part" && mv "$1.part" "$1"
sleep 60

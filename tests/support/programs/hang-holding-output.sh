#!/bin/bash
# Hangs, with a grandchild in the background that keeps stdout open and another one in a session of its own.
echo "before the hang"
( sleep 60 & )
setsid sleep 60 &
sleep 60

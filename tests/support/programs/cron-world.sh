#!/bin/sh
# The first process of a machine of its own: cron with one user's crontab. Run by unshare, in new mount and process
# namespaces, so that the crontabs, users and processes of the machine underneath are neither seen nor touched.
# Needs $WORLD: a folder with passwd, group, shadow, crontab and the program; $KEEPER: the user's number; $CONFIG.
set -eu
for file in passwd group shadow; do mount --bind "$WORLD/etc/$file" "/etc/$file"; done
mount --bind /dev/null /etc/crontab
for folder in /etc/cron.d /var/spool/cron /run; do mount -t tmpfs tmpfs "$folder"; done
mkdir /var/spool/cron/crontabs
install -m 600 -o "$KEEPER" "$WORLD/crontab" /var/spool/cron/crontabs/keeper

cd "$WORLD/home"
setpriv --reuid="$KEEPER" --regid="$KEEPER" --clear-groups \
  env -i HOME="$WORLD/home" PATH="$BARE_PATH" "$WORLD/program/node_modules/.bin/watchdog" -c "$CONFIG" on worker --wait
touch "$WORLD/ready"
cron -f &
wait

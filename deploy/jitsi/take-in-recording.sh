#!/bin/sh
# On the platform's host, the one thing that the recorder's key may do (sshd: authorized_keys, one line):
#   restrict,command="/srv/platform/deploy/jitsi/take-in-recording.sh" ssh-ed25519 AAAA… recorder
# What is asked is "ROOM FOLDER FILE.mp4", the file comes over the line. MANAGE is how manage.py is run with the place's
# settings; SPOOL a folder of the platform's user alone, with room for the longest recording.
set -eu
umask 077
MANAGE=${MANAGE:-/srv/platform/.venv/bin/python /srv/platform/manage.py}
SPOOL=${SPOOL:-/srv/platform/var/recordings}
# Three words of harmless letters, and nothing else, come through.
words=$(printf '%s\n' "${SSH_ORIGINAL_COMMAND:-}" | grep -Ex '[0-9a-f]{32} [A-Za-z0-9_-]{1,100} [A-Za-z0-9_-]{1,150}\.mp4') || {
    echo "take-in: this key hands over recordings alone" >&2
    exit 1
}
# shellcheck disable=SC2086 # split where the pattern has its two spaces
set -- $words
mkdir -p "$SPOOL/$2"
trap 'rm -rf -- "$SPOOL/$2"' EXIT
cat >"$SPOOL/$2/$3"
$MANAGE take_in_recording "$SPOOL/$2/$3" --room "$1"

#!/bin/sh
# Jibri's finalize script (jibri.recording.finalize-script): hands each finished recording to the platform, then lets it go.
# Called with the folder of one recording: its MP4 and metadata.json, whose meeting_url ends with the room's name.
# PLATFORM_SSH is user@host of the platform; the key in ~/.ssh opens nothing there but take-in-recording.sh.
# What could not be handed over stays in its folder: run the script again with it, a file taken in twice is one.
set -eu
umask 077
folder=$1
room=$(sed -n 's/.*"meeting_url"[^"]*"[^"]*\/\([0-9a-f]\{32\}\)[?#"].*/\1/p' "$folder/metadata.json" | head -n 1)
if [ -z "$room" ]; then
    echo "finalize: $folder/metadata.json names no room of the platform" >&2
    exit 1
fi
for file in "$folder"/*.mp4; do
    [ -s "$file" ] || { echo "finalize: no recording in $folder" >&2; exit 1; }
    # shellcheck disable=SC2029 # the words are meant to go as they stand here
    ssh -o BatchMode=yes -o StrictHostKeyChecking=yes "$PLATFORM_SSH" \
        "$room $(basename "$folder") $(basename "$file")" <"$file"
    rm -f -- "$file"
done
rm -f -- "$folder/metadata.json"
rmdir -- "$folder"

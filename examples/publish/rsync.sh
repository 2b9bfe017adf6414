#!/bin/sh
# A web server over SSH. Set: SERVER and FOLDER. Each release is a folder of its own and one link is moved, so that no visitor sees half of one.
# To undo a bad release: ssh SERVER ln -sfn FOLDER/releases/THE-ONE-BEFORE FOLDER/next '&&' mv -Tf FOLDER/next FOLDER/public
set -eu
SERVER=${SERVER:?set SERVER, such as minutes@www.example.org}
FOLDER=${FOLDER:?set FOLDER, such as /srv/minutes}
minutebook publish --strict --quiet
release=$(date -u +%Y-%m-%dT%H-%M-%SZ)
ssh "$SERVER" mkdir -p "$FOLDER/releases"
rsync -a --link-dest="$FOLDER/public/" public/ "$SERVER:$FOLDER/releases/$release/"
ssh "$SERVER" "ln -sfn '$FOLDER/releases/$release' '$FOLDER/next' && mv -Tf '$FOLDER/next' '$FOLDER/public'"

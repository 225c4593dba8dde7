#!/usr/bin/env bash
# The page in a headless browser, after the other clients have called: what it shows, and a picture of it in a folder.
set -euo pipefail

# browse OPTION…: the page, once its script has run for three seconds.
browse() {
    "$CHROMIUM" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$(mktemp -d)" --timeout=3000 "$@" \
        "$KMS_ENDPOINT/" 2>/dev/null
}

shown=$(browse --dump-dom)
for text in 'Last calls' 'PendingImport\|Enabled' 'key created' 'AlreadyExistsException\|InvalidMarkerException' 'role="status"'; do
    grep -q "$text" <<<"$shown" || {
        printf 'error: the page does not show %s\n' "$text" >&2
        exit 1
    }
done
browse --window-size=1280,1600 --hide-scrollbars --screenshot="$1/page.png"
[ -s "$1/page.png" ] || {
    printf 'error: there is no picture of the page\n' >&2
    exit 1
}
printf 'the page passed; its picture is %s\n' "$1/page.png"

#!/bin/sh
# Installs what pip cannot: Pango (for the PDF) and, for the tests, Chromium and pdftoppm. Says what is left out and why.
set -u
has_pango() { python -c 'import weasyprint' >/dev/null 2>&1; }
has_browser() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }
if has_pango && has_browser && command -v pdftoppm >/dev/null 2>&1; then exit 0; fi
if [ "$(uname)" = Darwin ] && command -v brew >/dev/null 2>&1; then
    has_pango || brew install --quiet pango
elif command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 chromium poppler-utils >/dev/null
fi
has_pango || echo "note: Pango is missing, so no PDF is written. Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango"
has_browser || echo "note: no Chromium, so the browser tests are skipped. Debian: apt-get install chromium"
exit 0

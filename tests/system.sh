#!/bin/sh
# Installs what pip cannot: Pango (for the PDF) and, for the tests, Chromium and pdftoppm. Says what is left out and why.
set -u
# axe-core checks the report's accessibility; it is for the tests alone and lies in the virtual environment.
axe_home=$(python -c 'import sys; print(sys.prefix)')/axe
has_axe() { [ -f "$axe_home/node_modules/axe-core/axe.min.js" ]; }
has_pango() { python -c 'import weasyprint' >/dev/null 2>&1; }
has_browser() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }
if ! has_axe && command -v npm >/dev/null 2>&1; then
    npm install --silent --no-audit --no-fund --no-save --prefix "$axe_home" axe-core@4.14.1 >/dev/null 2>&1
fi
has_axe || echo "note: no axe-core (npm is missing or offline), so the accessibility tests are skipped"
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

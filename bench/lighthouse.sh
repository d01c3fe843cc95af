#!/bin/sh
# Asks Lighthouse (from npm; needs Node and Chromium) for the median of three runs of each kind of page on a phone.
# Usage: bench/lighthouse.sh http://127.0.0.1:8000/lyceum-159/ru/2024-08-29   (while `make serve` runs; give CHROME_PATH)
set -eu
for page in index.html guides/teacher.html tasks/help.html regulation/index.html "search.html?q=1.1"; do
  for run in 1 2 3; do
    npx --yes lighthouse@12 "$1/$page" --quiet --output=json --chrome-flags="--headless --no-sandbox" | python3 -c '
import json, sys
found = json.load(sys.stdin)
scores = {name: round(100 * (one["score"] or 0)) for name, one in found["categories"].items()}
audits = {name: round(found["audits"][key]["numericValue"], 3) for name, key in (("LCP", "largest-contentful-paint"), ("TBT", "total-blocking-time"), ("CLS", "cumulative-layout-shift"), ("bytes", "total-byte-weight"))}
print(scores["performance"], scores, audits)'
  done | sort -n | sed -n 2p | sed "s|^|$page: |"
done

#!/bin/sh
# Look at the sources, keep the cache in git, make the page and the feeds: the job of one machine for a team.
#
#   sh look.sh [CACHE [SITE [CONFIG]]]
#
# Runs at the top of a clone whose branch it may push to. The page and the feeds are in SITE afterwards, also when a
# source failed; the exit code is that of `cdetrack check`, or of a command that failed here.
set -eu
cache=${1:-cache}
site=${2:-site}
config=${3:-}

cdetrack_here() {
  if [ -n "$config" ]; then
    cdetrack --cache "$cache" --config "$config" "$@"
  else
    cdetrack --cache "$cache" "$@"
  fi
}

code=0
cdetrack_here check || code=$?

# Never push a damaged cache.
cdetrack_here doctor

mkdir -p "$site"
cdetrack_here export html "$site/index.html"
cdetrack_here export atom "$site/notices.atom"
cdetrack_here export jsonfeed "$site/feed.json"
cdetrack_here export ics "$site/notices.ics"
cdetrack_here export json "$site/notices.json"

git add -- "$cache"
if ! git diff --cached --quiet; then
  changes=$(git diff --cached --numstat -- "$cache/history.jsonl" | cut -f 1)
  git commit -q -m "Look: ${changes:-0} changes"
  # Somebody may have pushed a change of the configuration meanwhile.
  git push -q origin HEAD || { git pull -q --rebase && git push -q origin HEAD; }
fi
exit "$code"

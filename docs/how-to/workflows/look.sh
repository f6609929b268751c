#!/bin/sh
# Look at the sources, keep the cache in git, make the page and the feeds: the job of one machine for a team.
#
#   sh look.sh [CACHE [SITE [CONFIG]]]
#
# Runs at the top of a clone whose branch it may push to. The page and the feeds are in SITE afterwards, also when a
# source failed (4, 5) or an alert could not be delivered (8); the exit code is that of `cdetrack check`, or of a command
# that failed here.
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

# The state of the looks, without the times and validators that every look renews.
lasting() {
  sed -E 's/"(last_look|last_success|etag|last_modified|validates|digest|at)": ("[^"]*"|null)/"\1": null/g'
}

git add -- "$cache"
state=$cache/state.json
if [ "$(git diff --cached --name-only -- "$cache")" = "$state" ] &&
  [ "$(git show "HEAD:$state" 2>/dev/null | lasting)" = "$(lasting <"$state")" ]; then
  git reset -q -- "$state" # nothing new: no commit
fi
if ! git diff --cached --quiet; then
  # Lines that only moved into a sealed file are no changes.
  changes=$(git diff --cached --numstat -- "$cache/history.jsonl" "$cache/history" | awk '{n += $1 - $2} END {print n + 0}')
  case ${changes:-0} in
    0) message="Keep the state of the looks" ;;
    1) message="Look: 1 change" ;;
    *) message="Look: $changes changes" ;;
  esac
  git commit -q -m "$message"
  if ! git push -q origin HEAD; then
    # Somebody has pushed meanwhile. If that was another machine that looked, join the lines of both.
    git config merge.ours.driver true
    # A sealed part that both have replaced is not renamed: git would take that for a conflict. An older git heeds
    # only the limit.
    git -c merge.renames=false -c merge.renameLimit=1 pull -q --no-rebase --no-edit
    cdetrack_here doctor --repair
    git add -- "$cache"
    git diff --cached --quiet || git commit -q -m "Join the looks of two machines"
    git push -q origin HEAD
  fi
fi
exit "$code"

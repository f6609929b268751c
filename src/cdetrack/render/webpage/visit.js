// Mark new notices. The browser keeps the time of the newest notice at each visit, and sends it nowhere.

const HOUR = 3_600_000;

/** Mark the notices that came after the last visit; reloading the page within an hour is the same visit. */
function markFresh() {
  const name = `visit ${location.pathname}`;
  const newest = NOTICES.reduce((one, other) => (one > other.first_seen ? one : other.first_seen), "");
  const now = Date.now();
  let before = {};
  try {
    before = JSON.parse(remember(name) ?? "{}") ?? {};
  } catch { /* not ours: as on a first visit */ }
  const same = now - before.at < HOUR;
  const since = same ? before.since : before.newest;
  if (typeof since === "string" && since) for (const notice of NOTICES) notice.fresh = notice.first_seen > since;
  const last = typeof before.newest === "string" && before.newest > newest ? before.newest : newest;
  remember(name, JSON.stringify({ at: now, since: since ?? last, newest: last }));
}

// The table of notices, a part at a time, each with what is known of it behind a button.

const PART = 40;
const list = { found: [], shown: 0, open: new Set(), words: [] };

function drawList() {
  list.found = matching();
  list.words = searched(state.q).flat().filter(([, there]) => there).map(([word]) => word);
  list.shown = 0;
  $("rows").replaceChildren();
  const wanted = state.n ? list.found.findIndex((notice) => notice.id === state.n) : -1;
  drawMore(Math.max(PART, wanted + 5));
  $("tally").textContent = list.found.length === NOTICES.length
    ? say("tallyAll", { count: number(NOTICES.length) })
    : say("tally", { shown: number(list.found.length), count: number(NOTICES.length) });
  $("chosen").textContent = chosenFilters();
  $("clear").hidden = !FILTERS.some((name) => state[name]);
  $("table").hidden = !list.found.length;
  $("no-rows").hidden = list.found.length > 0;
  $("no-rows").textContent = NOTICES.length ? say("noRows") : ABOUT.recorded ? say("noMatch", { filters: filterWords() }) : say("empty");
  $("csv").disabled = !list.found.length;
  $("to-list").hidden = $("clear").hidden || !list.found.length;
}

/** The filters that are set, for a print. */
function chosenFilters() {
  const set = CHOICES.filter((name) => state[name])
    .map((name) => `${say(name)}: ${$(name).selectedOptions[0].textContent.replace(/ \([\d,.]+\)$/, "")}`);
  return [state.q && `${say("search")}: ${state.q}`, ...set, state.new && say("isFresh")].filter(Boolean).join(" · ");
}

function drawMore(count = PART) {
  const part = list.found.slice(list.shown, list.shown + count);
  list.shown += part.length;
  $("rows").append(...part.flatMap(rowsOf));
  const left = list.found.length - list.shown;
  $("more").hidden = left <= 0;
  $("more").textContent = say("more", { count: number(Math.min(left, PART)) });
}

function rowsOf(notice) {
  const open = list.open.has(notice.id);
  const row = make("tr", { role: "row", class: `row${open ? " open" : ""}${notice.withdrawn ? " gone" : ""}`, id: `row-${notice.id}` },
    make("td", { role: "cell", class: "date" }, make("time", { datetime: notice.date }, day(notice.date))),
    make("td", { role: "cell", class: "kind" }, called("kinds", notice.kind)),
    make("td", { role: "cell", class: "main" },
      outside(notice.url, { class: "title", lang: tongue(notice.title) }, marked(notice.title)), meta(notice)),
    make("td", { role: "cell", class: "topics" }, make("div", { class: "chips" }, notice.topics.map(chip))),
    make("td", { role: "cell", class: "act" }, toggle(notice, open)));
  return open ? [row, detail(notice)] : [row];
}

function chip(topic) {
  const current = topic === state.topic;
  return make("a", { href: address({ topic: current ? "" : topic, n: "" }), "aria-current": current && "true" }, called("topicNames", topic));
}

function toggle(notice, open) {
  const icon = make("svg:svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, make("svg:path", { d: "M3 6l5 5 5-5" }));
  const name = `${say("details")}: ${notice.title.slice(0, 120)}`;
  return make("button", { type: "button", class: "toggle", "aria-expanded": String(open), "aria-label": name, click: () => turn(notice) }, icon);
}

/** Show or hide what is known of a notice. */
function turn(notice, open = !list.open.has(notice.id)) {
  const row = $(`row-${notice.id}`);
  if (open) list.open.add(notice.id);
  else list.open.delete(notice.id);
  if (!row) return;
  row.classList.toggle("open", open);
  row.querySelector(".toggle").setAttribute("aria-expanded", String(open));
  if (row.nextElementSibling?.classList.contains("detail")) row.nextElementSibling.remove();
  if (open) row.after(detail(notice));
}

/** The title with the words that were searched for marked. */
function marked(text) {
  const lower = folded(text);
  // Where lowering changes the length (İ), places would not fit: then nothing is marked.
  if (!list.words.length || lower.length !== text.length) return [text];
  const spans = list.words.flatMap((word) => {
    const found = [];
    for (let at = lower.indexOf(word); at >= 0 && found.length < 50; at = lower.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    return found;
  }).sort((one, other) => one[0] - other[0]);
  const pieces = [];
  let done = 0;
  for (const [start, end] of spans) {
    if (end <= done) continue;
    pieces.push(text.slice(done, Math.max(start, done)), make("mark", {}, text.slice(Math.max(start, done), end)));
    done = end;
  }
  return [...pieces, text.slice(done)];
}

function meta(notice) {
  const parts = [notice.status, notice.withdrawn ? "withdrawn" : null, notice.state].filter(Boolean)
    .map((name) => make("span", { class: `tag ${name}` }, called("statuses", name)));
  if (notice.fresh) parts.unshift(make("span", { class: "tag fresh" }, say("isFresh")));
  const named = notice.product && !notice.title.includes(notice.product) ? notice.product : null;
  const listings = notice.listings && say("listings", { count: notice.listings });
  const words = [notice.number, (notice.issuers ?? []).join(", "), named, notice.applicant, notice.application, notice.sources.join(", "), listings]
    .filter(Boolean).map((text) => make("span", {}, text));
  const ahead = notice.days.filter(([, at]) => at >= TODAY).map(([what, at]) => make("span", { class: "day" }, `${say(what)} ${day(at)}`));
  const all = [...parts, ...ahead, ...words];
  return make("div", { class: "meta" }, all.flatMap((part, at) => (at ? [" · ", part] : [part])));
}

function detail(notice) {
  const left = make("div", {},
    notice.summary ? make("p", { class: "summary", lang: tongue(notice.summary) }, notice.summary) : null,
    notice.suspect ? make("p", { class: "suspect" }, say("suspect")) : null,
    make("p", { class: "links" },
      notice.url ? outside(notice.url, {}, say("open")) : null,
      make("a", { href: addressOf(notice) }, say("here"))),
    part("decisions", (notice.decisions ?? []).map(decision), "past"),
    part("history", pastOf(notice), "past"),
    part("related", (notice.related ?? []).map(([id, type]) => related(byId.get(id), type)), "others"),
    part("files", (notice.files ?? []).map(([name, url]) => make("li", {}, outside(url, {}, name))), "others"));
  const right = make("div", {}, facts(notice));
  return make("tr", { role: "row", class: "detail" }, make("td", { role: "cell", colspan: 5 }, make("div", { class: "inner" }, left, right)));
}

function part(name, items, kind) {
  return items.length ? make("div", {}, make("h3", {}, say(name)), make("ul", { class: kind }, items)) : null;
}

function related(other, type) {
  return make("li", {},
    make("div", { class: "when" }, `${called("relations", type)} · ${day(other.date)} · ${called("kinds", other.kind)}`),
    make("a", { href: addressOf(other), lang: tongue(other.title) }, other.title));
}

function facts(notice) {
  const rows = [
    ["number", notice.number],
    ["issuers", (notice.issuers ?? []).join(", ")],
    ["status", notice.status && called("statuses", notice.status)],
    ...notice.days.map(([what, at, words]) => [at < TODAY ? `was_${what}` : what, words ? `${day(at)}: ${words}` : day(at)]),
    ["product", notice.product],
    ["applicant", notice.applicant],
    ["application", notice.application],
    ["indication", notice.indication],
    ["documentDate", notice.document_date && day(notice.document_date)],
    ["sources", notice.sources.join(", ")],
    ["firstSeen", day(notice.first_seen)],
    ["id", notice.id],
  ];
  return make("dl", { class: "facts" }, rows.filter(([, value]) => value)
    .flatMap(([name, value]) => [make("dt", {}, say(name)), make("dd", {}, value)]));
}

function decision(made) {
  const words = [called("statuses", made.state), say("by", { name: made.by }), made.to && say("to", { name: made.to })].filter(Boolean);
  return make("li", {},
    make("div", { class: "when" }, `${time(made.at)} · ${words.join(" · ")}`),
    made.note ? make("div", { class: "text", lang: tongue(made.note) }, made.note) : null);
}

function pastOf(notice) {
  return notice.past.map((change) => make("li", {},
    make("div", { class: "when" }, `${time(change.at)} · ${called("changes", change.kind)} · ${change.source}`),
    (change.parts ?? []).map(([field, segments]) => make("div", { class: "text" },
      make("span", { class: "field" }, called("fields", field)),
      segments.map(([op, text]) => (op === "=" ? text : make(op === "-" ? "del" : "ins", {}, text)))))));
}

// Put the parts together: the filters, what comes up, the switches, and the address.

let clicked = false; // True after a click on a filter in the chart or the list, false for a step back in the browser's history.
const upcoming = { all: false };
const SOME = 4;

function drawFilters() {
  const groups = {
    topic: [(notice) => notice.topics, (name) => called("topicNames", name)],
    kind: [(notice) => [notice.kind], (name) => called("kinds", name)],
    source: [(notice) => notice.sources, (name) => name],
    month: [(notice) => [notice.month], month],
    state: [(notice) => [notice.state ?? "new"], (name) => called("statuses", name)],
  };
  for (const [name, [values, shown]] of Object.entries(groups)) {
    const counts = counted(matching(name), values);
    if (state[name] && !counts.some(([value]) => value === state[name])) counts.push([state[name], 0]);
    if (name === "month") counts.sort((one, other) => (one[0] < other[0] ? 1 : -1));
    const options = counts.map(([value, count]) => make("option", { value }, `${shown(value)} (${number(count)})`));
    $(name).replaceChildren(make("option", { value: "" }, say("any")), ...options);
    $(name).value = state[name];
    $(name).classList.toggle("set", Boolean(state[name]));
  }
  $("state-field").hidden = !state.state && !NOTICES.some((notice) => notice.state);
  const fresh = matching("new").filter((notice) => notice.fresh).length;
  $("new").hidden = !fresh && !state.new;
  $("new").textContent = say("fresh", { count: number(fresh) });
  $("new").setAttribute("aria-pressed", String(Boolean(state.new)));
  if ($("q").value !== state.q) $("q").value = state.q;
  $("q").classList.toggle("set", Boolean(state.q));
  $("q").placeholder = say("searchHint");
}

function drawDays() {
  const ahead = NOTICES.filter((notice) => !notice.withdrawn)
    .flatMap((notice) => notice.days.filter(([, at]) => at >= TODAY).map(([what, at]) => [at, what, notice]))
    .sort((one, other) => (one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0));
  $("days").replaceChildren(...(upcoming.all ? ahead : ahead.slice(0, SOME)).map(appointment));
  $("no-days").hidden = ahead.length > 0;
  $("all-days").hidden = ahead.length <= SOME;
  $("all-days").textContent = upcoming.all ? say("fewDays") : say("allDays", { count: number(ahead.length) });
  $("all-days").setAttribute("aria-expanded", String(upcoming.all));
}

function appointment([at, what, notice]) {
  const away = distance(at);
  const date = moment(at);
  const named = format("short", { month: "short" }).format(date);
  return make("li", {},
    make("time", { datetime: at },
      make("b", {}, String(date.getUTCDate())), `${named}${at.slice(0, 4) === TODAY.slice(0, 4) ? "" : ` ${at.slice(0, 4)}`}`),
    make("div", {},
      make("div", { class: "what" }, `${say(what)} · `, make("span", { class: away.days <= 14 ? "soon" : "" }, away.text)),
      make("a", { class: "title", href: addressOf(notice), lang: tongue(notice.title) }, notice.title)));
}

function drawWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = $("title").textContent = ABOUT.title[language];
  $("filter-line").hidden = !ABOUT.filters.length;
  $("filter-line").textContent = say("filtered", { filters: filterWords() });
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = say(element.dataset.t);
  $("language").textContent = language === "zh" ? "English" : "中文";
  $("language").lang = language === "zh" ? "en" : "zh-CN";
  if (!NOTICES.length) return void ($("about-line").textContent = say(ABOUT.recorded ? "aboutNoMatch" : "aboutNone"));
  const dates = NOTICES.map((notice) => notice.date).sort();
  const touched = NOTICES.flatMap((notice) => notice.past.map((change) => change.at)).reduce((one, other) => (one > other ? one : other));
  $("about-line").textContent = say("about", { count: number(NOTICES.length), first: month(dates[0].slice(0, 7)), last: month(dates.at(-1).slice(0, 7)), at: day(touched) });
}

/** The filters of the export, in the chosen language. */
function filterWords() {
  const groups = { topic: "topicNames", kind: "kinds", status: "statuses", state: "statuses" };
  return ABOUT.filters.map(([name, values]) => {
    const shown = groups[name] ? values.split(", ").map((value) => called(groups[name], value)).join(", ") : values;
    return `${called("filters", name)} ${shown}`;
  }).join(" · ");
}

function draw() {
  drawFilters();
  drawChart();
  drawList();
}

function drawAll() {
  drawWords();
  drawDays();
  draw();
}

/** Follow the address: after a click on a link, the way back, or a link from outside. */
function follow() {
  const before = language;
  readAddress();
  const notice = byId.get(state.n);
  if (notice) list.open.add(notice.id);
  if (before === language) draw();
  else drawAll();
  if (notice) reveal($(`row-${notice.id}`));
  else if (clicked) toList();
  clicked = false;
}

/** Scroll to the list and focus its heading, for screen readers. */
function toList() {
  $("h-list").scrollIntoView({ block: "start" });
  $("h-list").focus({ preventScroll: true });
}

function reveal(row) {
  row?.scrollIntoView({ block: "start" });
  row?.querySelector(".toggle").focus({ preventScroll: true });
}

/** Change filters without a step in the browser's history for every letter that is typed. */
function change(changes) {
  const hash = address({ ...changes, n: "" });
  window.history.replaceState(null, "", hash === "#" ? location.pathname + location.search : hash);
  readAddress();
  draw();
}

/** Remember a choice where the browser lets us: a page opened from a disk may not be allowed to. */
function remember(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`cdetrack-${name}`);
    localStorage.setItem(`cdetrack-${name}`, value);
  } catch { /* then it is asked again the next time */ }
  return null;
}

function switchTheme() {
  const dark = document.documentElement.dataset.theme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  remember("theme", document.documentElement.dataset.theme);
}

function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  remember("language", language);
  const hash = address({});
  window.history.replaceState(null, "", hash === "#" ? location.pathname + location.search : hash);
  drawAll();
}

function listen() {
  $("q").addEventListener("input", () => change({ q: $("q").value.trim() }));
  for (const name of CHOICES) $(name).addEventListener("change", () => change({ [name]: $(name).value }));
  $("filters").addEventListener("submit", (event) => { event.preventDefault(); toList(); });
  $("to-list").addEventListener("click", toList);
  $("new").addEventListener("click", () => change({ new: state.new ? "" : "1" }));
  $("csv").addEventListener("click", saveCsv);
  addEventListener("click", (event) => { clicked = Boolean(event.target.closest("#chart a, .chips a")); });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    $("q").select();
    $("q").focus();
  });
  $("clear").addEventListener("click", () => { change(Object.fromEntries(FILTERS.map((name) => [name, ""]))); $("q").focus(); });
  $("earlier").addEventListener("click", () => { chart.end = plus(chart.end, -chart.step); drawChart(); });
  $("later").addEventListener("click", () => { chart.end = plus(chart.end, chart.step); drawChart(); });
  $("all-topics").addEventListener("click", () => { chart.all = !chart.all; drawChart(); });
  $("all-days").addEventListener("click", () => { upcoming.all = !upcoming.all; drawDays(); });
  $("more").addEventListener("click", () => {
    const at = list.shown;
    drawMore();
    $(`row-${list.found[at].id}`).querySelector(".toggle").focus();
  });
  $("theme").addEventListener("click", switchTheme);
  $("language").addEventListener("click", switchLanguage);
  document.querySelector("[data-skip]").addEventListener("click", (event) => { event.preventDefault(); $("h-list").focus(); });
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => drawMore(list.found.length));
  new ResizeObserver(drawChart).observe($("chart"));
  // Who scrolls to the end of the list means to go on.
  const end = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    drawMore();
    // It tells changes only: asked anew, it tells as well that the end is still in sight.
    end.unobserve($("more"));
    end.observe($("more"));
  }, { rootMargin: "600px" });
  end.observe($("more"));
}

language = remember("language") ?? preferred();
if (!Object.hasOwn(WORDS, language)) language = "en";
const theme = remember("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
for (const element of document.querySelectorAll("[data-live]")) element.hidden = false;
markFresh();
readAddress();
drawAll();
listen();
if (state.n) follow();

// The timeline: a bar for each month, and under it how many of its notices are in each topic.

const WIDE = 520;
const chart = { end: null, all: false };
const plus = (text, months) => {
  const total = Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1 + months;
  return `${String(Math.floor(total / 12)).padStart(4, "0")}-${String((total % 12) + 1).padStart(2, "0")}`;
};

function drawChart() {
  const width = $("chart").clientWidth;
  const shown = matching("month", "topic");
  const days = shown.map((notice) => notice.month);
  $("no-chart").hidden = days.length > 0;
  if (!width || !days.length) {
    $("chart").replaceChildren();
    $("earlier").disabled = $("later").disabled = true;
    $("all-topics").hidden = true;
    return;
  }
  const first = days.reduce((one, other) => (one < other ? one : other));
  const last = days.reduce((one, other) => (one > other ? one : other));
  const narrow = width < WIDE;
  const margin = narrow ? 118 : 160;
  const count = Math.max(6, Math.min(36, Math.floor((width - margin) / (narrow ? 17 : 25))));
  chart.step = Math.max(1, Math.floor(count / 2));
  chart.end ??= last;
  // Other filters may leave notices of other years only.
  if (last <= plus(chart.end, -count) || first > chart.end) chart.end = last;
  if (state.month && (state.month > chart.end || state.month <= plus(chart.end, -count))) chart.end = state.month;
  const months = Array.from({ length: count }, (_, at) => plus(chart.end, at - count + 1));
  $("earlier").disabled = months[0] <= first;
  $("later").disabled = chart.end >= last;
  $("chart").replaceChildren(drawing(shown, months, width, margin));
}

function drawing(shown, months, width, margin) {
  const totals = new Map(counted(shown, (notice) => [notice.month]));
  const topics = counted(shown, (notice) => notice.topics);
  const few = width < WIDE ? 6 : 8;
  const rows = chart.all ? topics : topics.slice(0, few);
  const cells = new Map(counted(shown, (notice) => notice.topics.map((topic) => `${topic} ${notice.month}`)));
  const top = width < WIDE ? 92 : 118;
  const high = 24;
  const height = top + 30 + rows.length * high;
  const column = (width - margin) / months.length;
  const grid = { months, margin, column, top, high, totals, cells, x: (at) => margin + at * column };
  const label = say("chart", { first: month(months[0]), last: month(months.at(-1)) });
  $("all-topics").hidden = topics.length <= few;
  $("all-topics").textContent = chart.all ? say("fewTopics") : say("allTopics", { count: topics.length });
  $("all-topics").setAttribute("aria-expanded", String(chart.all));
  return make("svg:svg", { viewBox: `0 0 ${width} ${height}`, height, role: "group", "aria-label": label },
    highlight(grid, height),
    make("svg:text", { x: 0, y: top - 4 }, say("total")),
    make("svg:line", { class: "base", x1: margin, x2: width, y1: top + .5, y2: top + .5 }),
    bars(grid),
    axis(grid),
    rows.map(([topic, total], at) => row(grid, topic, total, at)));
}

function highlight({ months, column, x }, height) {
  const at = months.indexOf(state.month);
  return at < 0 ? null : make("svg:rect", { class: "column", x: x(at), y: 0, width: column, height, rx: 6 });
}

function bars({ months, column, top, totals, x }) {
  const most = Math.max(1, ...months.map((name) => totals.get(name) ?? 0));
  // Where the figures would run into one another, the largest and the chosen one say enough.
  const roomy = number(most).length * 7 <= column + 1;
  return months.flatMap((name, at) => {
    const count = totals.get(name) ?? 0;
    if (!count) return [];
    const tall = Math.max(3, (count / most) * (top - 20));
    const current = name === state.month;
    const told = say("bar", { month: month(name), count: number(count) });
    const figure = roomy || current || count === most;
    return [
      make("svg:a", { href: address({ month: current ? "" : name, n: "" }), "aria-label": told, "aria-current": current && "true" },
        make("svg:rect", { fill: "transparent", x: x(at), y: 0, width: column, height: top }),
        make("svg:rect", { class: "bar", x: x(at) + 2, y: top - tall, width: Math.max(2, column - 4), height: tall, rx: 3 }),
        make("svg:title", {}, told)),
      // Beside the link: the figure alone is no name for it.
      figure ? make("svg:text", { class: "n", "aria-hidden": "true", x: x(at) + column / 2, y: top - tall - 5 }, number(count)) : null,
    ];
  });
}

function axis({ months, column, top, x }) {
  const letter = format("letter", { month: language === "zh" ? "numeric" : "narrow" });
  return months.flatMap((name, at) => {
    const middle = x(at) + column / 2;
    const short = letter.format(moment(name)).replace("月", "");
    const year = name.endsWith("-01") || (at === 0 && !months.slice(1, 4).some((each) => each.endsWith("-01")));
    return [
      make("svg:text", { class: name === state.month ? "n on" : "n", x: middle, y: top + 15, "aria-hidden": "true" }, short),
      year ? make("svg:text", { class: "n", x: middle, y: top + 27, "aria-hidden": "true" }, name.slice(0, 4)) : null,
    ];
  });
}

function row({ months, column, top, high, cells, x }, topic, total, at) {
  const y = top + 33 + at * high;
  const current = topic === state.topic;
  const name = called("topicNames", topic);
  const most = Math.max(2, ...cells.values());
  const boxes = months.map((each, place) => {
    const count = cells.get(`${topic} ${each}`) ?? 0;
    const box = { x: x(place) + 1, y, width: Math.max(2, column - 2), height: high - 3, rx: 4 };
    if (!count) return make("svg:rect", { class: "zero", ...box });
    const level = Math.min(5, Math.ceil(Math.sqrt(count / most) * 5));
    return make("svg:a", { class: "cell", href: address({ topic, month: each, n: "" }), tabindex: -1, "aria-hidden": "true" },
      make("svg:rect", { class: `c${level}`, ...box }),
      make("svg:text", { class: `n n${level}`, x: box.x + box.width / 2, y: y + 15 }, String(count)),
      make("svg:title", {}, `${name}, ${say("bar", { month: month(each), count: number(count) })}`));
  });
  const label = make("svg:a", { href: address({ topic: current ? "" : topic, n: "" }), "aria-label": `${name}: ${number(total)}`, "aria-current": current && "true" },
    make("svg:rect", { fill: "transparent", x: 0, y, width: x(0) - 4, height: high - 2 }),
    make("svg:title", {}, `${name}: ${number(total)}`));
  const shown = make("svg:text", { class: "name", "aria-hidden": "true", x: 0, y: y + 15 }, clipped(name, x(0)));
  return make("svg:g", {}, label, shown, boxes);
}

/** A name that fits beside the cells; nothing in an SVG does this by itself. */
function clipped(name, room) {
  const wide = (character) => (character > "\u2e80" ? 12 : 6.3);
  let used = 0;
  let fitting = "";
  for (const character of name) {
    used += wide(character);
    if (used > room - 14) return `${fitting}…`;
    fitting += character;
  }
  return name;
}

// Which notices are asked for: the filters live in the address, so that a link shows what its sender saw.

const CHOICES = ["topic", "kind", "source", "month", "state"];
const FILTERS = ["q", ...CHOICES, "new"];
let state = {};

/** Read the filters, the opened notice and the language out of the address. */
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  state = Object.fromEntries([...FILTERS, "n"].map((name) => [name, given.get(name) ?? ""]));
  const wanted = given.get("lang");
  if (wanted && Object.hasOwn(WORDS, wanted)) language = wanted;
}

/** The address of the page with some filters changed; the order of the names is always the same. */
function address(changes, from = state) {
  const wanted = { ...from, ...changes };
  const given = new URLSearchParams();
  for (const name of [...FILTERS, "n"]) if (wanted[name]) given.set(name, wanted[name]);
  if (language !== preferred()) given.set("lang", language);
  return `#${given}`;
}

const preferred = () => ((navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en");

/** The address that shows one notice, whatever the filters. */
const addressOf = (notice) => address({ n: notice.id }, {});

/** The alternatives of a search, each with terms as [word or phrase, whether it is to be there]: as `--search` has them. */
function searched(text) {
  const alternatives = [[]];
  for (const [token] of text.matchAll(/-?"[^"]*"?|-?“[^“”]*”?|\S+/g)) {
    if (token === "OR") alternatives.push([]);
    const word = folded(token.replace(/^-(?=[^\s-])/, "").replace(/^["“”]+|["“”]+$/g, ""));
    if (token !== "OR" && word) alternatives.at(-1).push([word, !/^-[^\s-]/.test(token)]);
  }
  return alternatives.filter((terms) => terms.length);
}

const TESTS = {
  q: (text) => {
    const alternatives = searched(text);
    return (notice) => !alternatives.length || alternatives.some((terms) => terms.every(([word, there]) => notice.text.includes(word) === there));
  },
  topic: (name) => (notice) => notice.topics.includes(name),
  kind: (name) => (notice) => notice.kind === name,
  source: (name) => (notice) => notice.sources.includes(name),
  month: (name) => (notice) => notice.month === name,
  state: (name) => (notice) => (notice.state ?? "new") === name,
  new: () => (notice) => notice.fresh,
};

/** The notices that match all filters but those named. */
function matching(...but) {
  const tests = FILTERS.filter((name) => state[name] && !but.includes(name)).map((name) => TESTS[name](state[name]));
  return tests.length ? NOTICES.filter((notice) => tests.every((test) => test(notice))) : NOTICES;
}

/** How many notices have each value, as [value, count], most frequent first. */
function counted(notices, values) {
  const counts = new Map();
  for (const notice of notices) for (const value of values(notice)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

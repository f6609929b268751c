// What the page holds, the words it speaks, and the few helpers that all parts share.
// Page text enters the document through textContent and setAttribute only: never as markup.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const WORDS = read("words");
const ABOUT = read("about");
const NOTICES = read("data");
const byId = new Map(NOTICES.map((notice) => [notice.id, notice]));
const $ = (id) => document.getElementById(id);

/** The regulator's day, `2025-09-05`. */
const TODAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());

/** A text as searches compare it: in small letters, with signs of one width; each sign keeps its place. */
const narrow = (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
const folded = (text) => text.toLowerCase().replace(/[０-９ａ-ｚ（）]/g, narrow);

for (const notice of NOTICES) {
  notice.month = notice.date.slice(0, 7);
  notice.topics ??= [];
  notice.days ??= [];
  const words = [notice.title, notice.summary, notice.number, notice.id, notice.article, ...(notice.issuers ?? []),
    notice.product, notice.applicant, notice.application, notice.indication];
  notice.text = folded(words.filter(Boolean).join("\n"));
}

let language = "en";

/** The words for `key` in the language that is shown, with `{name}` filled in. */
function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** What a value of the data is called: a topic, a kind, a status; unknown ones go by their own name. */
function called(group, name) {
  const names = WORDS[language][group];
  return Object.hasOwn(names, name) ? names[name] : name;
}

const formats = new Map();

function format(kind, options) {
  const key = `${language} ${kind}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { timeZone: "UTC", ...options }));
  return formats.get(key);
}

const moment = (text) => new Date(text.length === 7 ? `${text}-01T00:00:00Z` : text.length === 10 ? `${text}T00:00:00Z` : text);
const day = (text) => format("day", { day: "numeric", month: "short", year: "numeric" }).format(moment(text));
const month = (text) => format("month", { month: "long", year: "numeric" }).format(moment(text));
const time = (text) => `${format("time", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false }).format(moment(text))} UTC`;
const number = (count) => count.toLocaleString(language === "zh" ? "zh-CN" : "en-GB");

/** How far off a day is: `in 3 days`, `tomorrow`. */
function distance(text) {
  const days = Math.round((moment(text) - moment(TODAY)) / 86_400_000);
  const words = new Intl.RelativeTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { numeric: "auto" });
  return { days, text: Math.abs(days) < 60 ? words.format(days, "day") : words.format(Math.round(days / 30.44), "month") };
}

/** An element with attributes, properties that are functions as listeners, and children; texts stay texts. */
function make(name, attributes = {}, ...children) {
  const element = name.startsWith("svg:") ? document.createElementNS("http://www.w3.org/2000/svg", name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** The language of a title, for screen readers and fonts. */
const tongue = (text) => (/[\u3400-\u9fff]/.test(text) ? "zh-CN" : "en");

/** A link to somewhere else, or its text alone when the address is no web address. */
function outside(address, attributes, ...children) {
  if (!/^https?:\/\//i.test(address ?? "")) return make("span", attributes, ...children);
  return make("a", { ...attributes, href: address, rel: "noreferrer noopener", target: "_blank" }, ...children);
}

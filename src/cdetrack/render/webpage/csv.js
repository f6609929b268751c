// Save the filtered list as CSV for spreadsheets. No cell is a formula.

const COLUMNS = ["date", "id", "title", "kind", "status", "number", "issuers", "topics", "days", "product", "applicant",
  "application", "indication", "summary", "sources", "state", "url"];

// Characters without a shape: white space, fillers, variation selectors.
const BLANK = String.raw`\s\p{Mn}\u115f\u1160\u2800\u3164\uffa0`;
const FORMULA = new RegExp(`^[${BLANK}]*[=+\\-@＝＋－＠]`, "u");
// Where the decimal sign is a comma, spreadsheets split at semicolons, even inside quotes.
const SPLIT = new RegExp(`(;[${BLANK}"]*)(?=[=+\\-@＝＋－＠])`, "gu");

function cell(value) {
  const text = String(value ?? "").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").replace(/\p{Cf}/gu, "");
  const split = text.replace(SPLIT, "$1'");
  const safe = FORMULA.test(split) ? `'${split}` : split;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csvOf(notices) {
  const values = (notice) => COLUMNS.map((name) => {
    if (name === "days") return cell(notice.days.map(([what, at]) => `${at} ${what}`).join("; "));
    return cell(Array.isArray(notice[name]) ? notice[name].join("; ") : notice[name]);
  });
  return [COLUMNS.join(","), ...notices.map((notice) => values(notice).join(","))].map((line) => `${line}\r\n`).join("");
}

function saveCsv() {
  const file = new Blob(["\ufeff", csvOf(list.found)], { type: "text/csv;charset=utf-8" });
  const address = URL.createObjectURL(file);
  make("a", { href: address, download: "notices.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

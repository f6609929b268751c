// The list as a file for spreadsheets, with the filters that are set. No cell is a formula.

const COLUMNS = ["date", "id", "title", "kind", "status", "number", "issuers", "topics", "days", "product", "applicant",
  "application", "indication", "summary", "sources", "state", "url"];

function cell(value) {
  const text = String(value ?? "").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").replace(/\p{Cf}/gu, "");
  // Where the decimal sign is a comma, spreadsheets split at semicolons, even inside quotes.
  const split = text.replace(/(;[\s"]*)(?=[=+\-@＝＋－＠])/g, "$1'");
  const safe = /^\s*[=+\-@＝＋－＠]/.test(split) ? `'${split}` : split;
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

"use strict";
const button = document.getElementById("all");
const runs = [...document.querySelectorAll("details.run")];
const showAll = (open) => {
  for (const run of runs) run.open = open;
  button.setAttribute("aria-pressed", String(open));
};
button.hidden = runs.length === 0;
button.addEventListener("click", () => showAll(button.getAttribute("aria-pressed") !== "true"));

// n and p: the next and the previous clause that differs.
const clauses = [...document.querySelectorAll(".clause")];
document.addEventListener("keydown", (event) => {
  if (!["n", "p"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const here = clauses.indexOf(document.activeElement.closest?.(".clause"));
  const next = clauses[event.key === "n" ? here + 1 : here < 0 ? clauses.length - 1 : here - 1];
  next?.focus();
});

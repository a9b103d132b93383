// A table row opens on click and on Enter. The link inside stays the way for keyboards and without scripts;
// the arrow keys go from one row's link to the next.
const INTERACTIVE = "a, button, input, select, textarea, label, summary, [contenteditable]";

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest(INTERACTIVE) || String(window.getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else window.location.assign(row.dataset.href);
});

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("tr[data-href]");
  if (!row) return;
  if (event.key === "Enter" && event.target === row) window.location.assign(row.dataset.href);
  const next = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!next || event.target.matches("input, select, textarea")) return;
  const target = row[next]?.matches("tr[data-href]") ? row[next] : null;
  const focusable = target?.querySelector("a[href]") ?? target;
  if (!focusable) return;
  event.preventDefault();
  focusable.focus();
});

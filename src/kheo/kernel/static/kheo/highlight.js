// On the review page: a value and its place in the document find each other.
// <article class="value" id="v-3" data-found="p-3 p-9">…<a href="#p-3">; <mark class="found" id="p-3"><a href="#v-3">
// Without scripts these are plain anchors; with them, focus and hover show the other side.
const values = [...document.querySelectorAll(".value[data-found]")];
const ownerOf = new Map();

for (const value of values) {
  const marks = value.dataset.found.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
  for (const mark of marks) ownerOf.set(mark, value);
  const show = () => { only([value, ...marks]); scrollPaper(marks[0]); };
  value.addEventListener("focusin", show);
  value.addEventListener("mouseenter", show);
}

for (const [mark, value] of ownerOf) {
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    only([value, mark]);
    value.scrollIntoView({ block: "center" });
    value.querySelector("input, select, textarea, button, a")?.focus({ preventScroll: true });
  });
  mark.addEventListener("mouseenter", () => only([value, mark]));
}

function only(shown) {
  for (const old of document.querySelectorAll(".shown")) old.classList.remove("shown");
  for (const element of shown) element.classList.add("shown");
}

// Scrolls the document's own pane and leaves the page where it is; stacked on a phone, nothing moves.
function scrollPaper(mark) {
  const paper = mark?.closest(".review-paper");
  if (!paper || getComputedStyle(paper).position !== "sticky") return;
  const place = mark.getBoundingClientRect();
  const pane = paper.getBoundingClientRect();
  if (place.top >= pane.top + 40 && place.bottom <= pane.bottom - 40) return;
  paper.scrollTop += place.top - pane.top - pane.height / 3;
}

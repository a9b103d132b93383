// One notice where a form says what is wrong with it: before the first field, read out when it comes.
export function atTop(form, words) {
  form.querySelector(".draft-notice")?.remove();
  const notice = document.createElement("div");
  notice.className = "note note-warn draft-notice no-print";
  notice.setAttribute("role", "alert");
  notice.tabIndex = -1;
  form.prepend(notice);
  const line = document.createElement("p");
  line.textContent = words;
  notice.append(line); // after the region itself, so that it is read out
  return line;
}

export function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-quiet";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

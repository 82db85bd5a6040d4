// Without this script there is nothing to fill in: it would be lost.
document.documentElement.classList.add("script");

const form = document.getElementById("review");
const by = document.getElementById("by");
const qualification = document.getElementById("qualification");
const noName = document.getElementById("no-name");
const noAnswer = document.getElementById("no-answer");
const saved = document.getElementById("saved");
const { file, digest, download } = document.body.dataset;
const parts = [...form.querySelectorAll("fieldset")].map((set) => ({
  path: set.dataset.path,
  title: set.dataset.title,
  section: set.closest("section"),
  choices: [...set.querySelectorAll("input")],
  comment: set.querySelector("textarea"),
}));

// What was said of a part: right, to be changed, or nothing; and the comment.
function said({ path, title, choices, comment }) {
  const chosen = choices.find((each) => each.checked);
  return { path, title, right: chosen ? chosen.value === "right" : null, comment: comment.value.trim() };
}
function isOpen(part) {
  const { right, comment } = said(part);
  return right === null && !comment;
}

// How far the reviewer is, with links to what is left.
const progress = document.getElementById("progress");
const left = document.getElementById("left");
function show() {
  const open = parts.filter(isOpen);
  const text = progress.dataset.said.replace("{number}", parts.length - open.length);
  if (progress.textContent !== text) progress.textContent = text; // said anew only where it is new
  left.hidden = !open.length || open.length === parts.length;
  left.querySelector("ul").replaceChildren(
    ...open.map(({ section }) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = `#${section.id}`;
      link.append(...[...section.querySelector("h2").childNodes].map((each) => each.cloneNode(true)));
      item.append(link);
      return item;
    }),
  );
}

// What was typed is kept, where the browser keeps anything, until the words are others.
const place = `review ${file} ${digest}`;
let keeps = true;
let changed = false;
function keep() {
  try {
    const state = { by: by.value, qualification: qualification.value, sections: parts.map(said) };
    localStorage.setItem(place, JSON.stringify(state));
  } catch {
    keeps = false;
  }
}
function bringBack() {
  try {
    const state = JSON.parse(localStorage.getItem(place) ?? "null");
    if (!state) return;
    by.value = state.by;
    qualification.value = state.qualification;
    for (const part of parts) {
      const { right = null, comment = "" } = state.sections.find(({ path }) => path === part.path) ?? {};
      part.comment.value = comment;
      for (const each of part.choices) each.checked = right !== null && (each.value === "right") === right;
    }
  } catch {
    // It is not ours, or nothing is kept here: the page begins empty.
  }
}
bringBack();
keep();
document.getElementById("kept").hidden = !keeps;
show();
form.addEventListener("input", () => {
  changed = true;
  noName.textContent = noAnswer.textContent = "";
  by.removeAttribute("aria-invalid");
  keep();
  show();
});
addEventListener("beforeunload", (event) => {
  if (changed && !keeps) event.preventDefault();
});

// A day as ISO 8601 has it, where the reviewer is.
function today() {
  const now = new Date();
  const numbers = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return numbers.map((each) => String(each).padStart(2, "0")).join("-");
}

form.noValidate = true; // what is missing is said here, in the language of the page
form.addEventListener("submit", (event) => {
  event.preventDefault();
  saved.textContent = "";
  const name = by.value.trim();
  if (parts.every(isOpen)) {
    noAnswer.textContent = noAnswer.dataset.said;
    return;
  }
  if (!name) {
    noName.textContent = noName.dataset.said;
    by.setAttribute("aria-invalid", "true");
    by.focus();
    return;
  }
  const on = today();
  const review = {
    kind: "brochures-review",
    version: 1,
    file,
    digest,
    by: name,
    qualification: qualification.value.trim(),
    on,
    sections: parts.map(said),
  };
  const link = document.createElement("a");
  link.download = `${download}-${on}.json`;
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(review, null, 2)}\n`], { type: "application/json" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  changed = false;
  saved.textContent = saved.dataset.said.replace("{file}", link.download);
});

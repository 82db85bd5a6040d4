// The first form, where nothing has been written yet: who the clinic is.

import { byId, el, enable, isOff, say, words } from "./elements.js";
import { Refused, act, failed } from "./server.js";

const form = byId("start-form");
const NAMES = [...form.elements].map(({ name }) => name).filter(Boolean);
let drawn = false;

// Shows it where a state has no file; says whether it does.
export function showStart({ file, start }) {
  byId("start").hidden = Boolean(file);
  if (file || drawn) return !file;
  drawn = true;
  for (const [name, choices] of [["country", start.countries], ["language", start.languages]]) {
    const lang = name === "language" ? (value) => ({ lang: value }) : () => ({});
    const options = choices.map(([value, said]) => el("option", { value, ...lang(value) }, said));
    form.elements[name].replaceChildren(...options);
    form.elements[name].value = start[name];
  }
  return true;
}

// What is empty is left out.
function facts() {
  const written = NAMES.map((name) => [name, form.elements[name].value.trim()]);
  return Object.fromEntries(written.filter(([, value]) => value));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const press = byId("begin");
  if (isOff(press)) return;
  enable(press, false);
  mark({});
  try {
    await act("start", { facts: facts() });
    byId("words-title").focus();
    say(words.begun);
  } catch (error) {
    if (error instanceof Refused && error.status === 400) mark(error.data?.wrong ?? {}, error.message);
    else failed(error);
  } finally {
    enable(press, true);
  }
});

// Says at each field what is wrong with it; what belongs to none stands above them.
function mark(wrong, error = "") {
  for (const name of NAMES) {
    const control = form.elements[name];
    byId(`${control.id}~found`).textContent = wrong[name] ?? "";
    if (wrong[name]) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  byId("start-wrong").textContent = error;
  const first = NAMES.find((name) => wrong[name]);
  if (first) form.elements[first].focus();
}

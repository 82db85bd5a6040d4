// What has to be fixed, and what is worth a look: in a list above the form, and at its field.

import { byId, el, fill, say, words } from "./elements.js";
import { focusFirst } from "./focus.js";
import { holders } from "./form.js";
import { idOf, stepsOf } from "./paths.js";

let toFix = null; // how many there were to fix

// `problems` are of the words as they are now, `findings` of the pages that were made last.
export function showFound(problems, findings, toLine) {
  const all = [
    ...problems.map((each) => ({ ...each, warning: false })),
    ...findings,
  ].map((each) => ({ ...each, holder: holderOf(stepsOf(each.path)) }));
  const wrong = all.filter((each) => !each.warning);
  const better = all.filter((each) => each.warning);
  const lists = [listed(wrong, words.to_fix, "wrong", toLine), listed(better, words.look, "better", toLine)];
  holdStill(() => {
    byId("summary").replaceChildren(...lists.filter(Boolean));
    atFields(all);
  });
  if (toFix !== null && toFix !== wrong.length) {
    say(wrong.length ? fill(words.to_fix, { number: wrong.length }) : words.nothing);
  }
  toFix = wrong.length;
}

// What is being typed in stays where it is while lists above it grow.
function holdStill(change) {
  const typed = document.activeElement.closest("#form *");
  const before = typed?.getBoundingClientRect().top;
  change();
  if (!typed) return;
  scrollBy({ top: typed.getBoundingClientRect().top - before, behavior: "instant" });
}

// What shows a path, or else the part that it is in.
export function holderOf(steps) {
  for (let end = steps.length; end > 0; end -= 1) {
    const holder = holders.get(idOf(steps.slice(0, end)));
    if (holder) return holder;
  }
  return null;
}

function listed(found, title, look, toLine) {
  if (!found.length) return null;
  const list = el("ul", {}, ...found.map((each) => el("li", {}, ...entry(each, toLine))));
  // The list of what could be better is folded: nothing has to be done about it.
  const head = el("h3", {}, fill(title, { number: found.length }));
  if (look === "wrong") return el("section", { class: `list ${look}` }, head, list);
  return el("details", { class: `list ${look}`, id: "better" }, el("summary", {}, head), list);
}

function entry(found, toLine) {
  const where = found.holder?.name;
  const what = [found.what, found.words ? ` “${found.words}”` : ""];
  if (toLine && found.line) {
    const go = (event) => [event.preventDefault(), toLine(found.line)];
    return [el("a", { href: "#source", click: go }, fill(words.line, { number: found.line })), ": ", ...what, fix(found)];
  }
  if (!found.holder) return [el("strong", {}, ...what), fix(found)];
  const id = idOf(found.holder.path);
  const go = (event) => [event.preventDefault(), focusFirst(id)];
  return [el("a", { href: `#${encodeURIComponent(id)}`, click: go }, where), ": ", ...what];
}

const fix = ({ fix: text }) => el("p", {}, text);

function atFields(all) {
  for (const { found, control } of holders.values()) {
    found.replaceChildren();
    control?.removeAttribute("aria-invalid");
  }
  for (const each of all) if (each.holder) put(each);
  for (const marks of document.querySelectorAll("#form .marks")) {
    const number = marks.closest("details").querySelectorAll(".wrong").length;
    marks.textContent = number ? fill(words.to_fix, { number }) : "";
  }
}

function put(each) {
  const { found, control } = each.holder;
  if (!each.warning) control?.setAttribute("aria-invalid", "true");
  const quoted = each.words ? ` “${each.words}”` : "";
  const said = el("p", {}, el("strong", {}, each.what), `${quoted} ${each.fix}`);
  const why = each.why ? el("details", { class: "why" }, el("summary", {}, el("span", {}, words.why)), el("p", {}, each.why)) : null;
  found.append(el("div", { class: each.warning ? "better" : "wrong" }, said, why));
}

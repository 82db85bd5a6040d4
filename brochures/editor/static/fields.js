// A field of the form: its name, its help, its control, and how many characters are left.

import { el, fill, say, words } from "./elements.js";
import { idOf } from "./paths.js";
import { picking } from "./pictures.js";
import { doc, failed, flush, type } from "./server.js";

const ONE_LINE = 100; // characters of a text that is written on one line
const NEAR = 0.15; // of the characters that there can be: how many are left is shown

export function field(node) {
  const id = idOf(node.path);
  const control = KINDS[node.kind].draw(node);
  const ids = [`${id}~help`, `${id}~left`, `${id}~found`];
  if (node.kind === "file") ids.push(`${id}~refused`);
  control.id = id;
  control.setAttribute("aria-describedby", ids.join(" "));
  if (node.required && node.kind !== "fixed") control.setAttribute("aria-required", "true");
  const name = el(node.kind === "fixed" ? "span" : "label", { class: "label" }, node.label);
  if (node.kind === "fixed") name.id = `${id}~name`;
  else name.htmlFor = id;
  const mark = node.required && node.kind !== "yes-no" ? ` (${words.required})` : "";
  name.append(el("span", { class: "quiet" }, mark));
  const left = el("p", { id: ids[1], class: "left" });
  const help = el("p", { id: ids[0], class: "help" }, node.help);
  const found = el("div", { id: ids[2], class: "found" });
  const holder = { node, box: null, control, found, refresh };
  const first = node.kind === "yes-no" ? [control, name] : [name, help, control];
  holder.box = el("div", { class: `field kind-${node.kind}` }, ...first);
  holder.box.append(...(node.kind === "yes-no" ? [help] : []), left);
  if (node.kind === "file") holder.box.append(...picking(node, control));
  holder.box.append(found);
  listen(holder, left);
  refresh(node);
  return holder;

  function refresh(now) {
    holder.node = now;
    const value = KINDS[now.kind].write ?? write;
    value(control, now.value);
    holder.known = JSON.stringify(KINDS[now.kind].read?.(control, now));
    count(holder, left);
  }
}

const KINDS = {
  text: { draw: (node) => (isLong(node) ? area() : line()), read: text },
  lines: { draw: () => area(), read: text },
  file: { draw: () => line(), read: text },
  day: { draw: () => el("input", { type: "date" }), read: ({ value }) => (value ? { day: value } : null) },
  choice: { draw: choice, read: text },
  "yes-no": {
    draw: () => el("input", { type: "checkbox" }),
    read: ({ checked }) => checked,
    write: (control, value) => (control.checked = value === true),
  },
  fixed: {
    draw: (node) => el("div", { role: "group", tabindex: "-1", "aria-labelledby": `${idOf(node.path)}~name` }),
    write: (control, value) => (control.textContent = value ?? ""),
  },
};

export const isField = (node) => node.kind in KINDS;
export const isEmpty = ({ kind, value }) => kind !== "yes-no" && (value ?? "") === "";

function isLong({ most, value }) {
  return most > ONE_LINE || /\n/.test(value ?? "");
}
const spoken = () => ({ lang: doc.state.language, dir: "auto" });
const line = () => el("input", { type: "text", autocomplete: "off", ...spoken() });
const area = () => el("textarea", { rows: "2", ...spoken() });

function choice({ choices, required, value }) {
  const known = choices.some(([each]) => each === value);
  const none = required && known ? [] : [el("option", { value: "" }, required ? "–" : words.usual)];
  return el("select", {}, ...none, ...choices.map(([each, name]) => el("option", { value: each }, name)));
}

function write(control, value) {
  if (control.value !== (value ?? "")) control.value = value ?? "";
  if (control.tagName === "TEXTAREA") grow(control);
}

// Where the browser does not do it itself, a text has as many lines as it is long.
function grow(control) {
  if (CSS.supports("field-sizing", "content")) return;
  control.rows = Math.min(12, Math.max(2, Math.ceil(control.value.length / 45)));
}

// An item of a list that is empty stays; a key without a text is taken out.
function text({ value }, { path }) {
  return value === "" && typeof path.at(-1) !== "number" ? null : value;
}

function listen(holder, left) {
  const { control } = holder;
  const value = () => KINDS[holder.node.kind].read(control, holder.node);
  const put = () => {
    if (JSON.stringify(value()) !== holder.known) type(holder.node.path, value());
    holder.known = JSON.stringify(value());
  };
  // Who has emptied a field mostly writes something else: it is sent once the field is left.
  const unsure = () => control.validity?.badInput || (control.value === "" && control.type !== "checkbox");
  control.addEventListener("input", () => {
    count(holder, left, true);
    if (control.tagName === "TEXTAREA") grow(control);
    if (!unsure()) put();
  });
  control.addEventListener("change", () => {
    if (!control.validity?.badInput) put();
    flush().catch(failed);
  });
}

function count({ node: { most }, control }, left, aloud = false) {
  const number = most ? most - [...(control.value ?? "")].length : null;
  const near = number !== null && number <= Math.max(5, most * NEAR);
  const before = left.classList.contains("over");
  const said = number < 0 ? fill(words.too_many, { number: -number }) : fill(words.left, { number });
  left.textContent = near ? said : "";
  left.classList.toggle("over", number < 0);
  if (aloud && number < 0 && !before) say(said);
}

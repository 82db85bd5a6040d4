// The form: groups, lists and fields, drawn of what the server says that there can be.

import { button, el, fill, say, words } from "./elements.js";
import { field, isEmpty, isField } from "./fields.js";
import { focusFirst } from "./focus.js";
import { idOf, shifted } from "./paths.js";
import { change, failed, isTyped } from "./server.js";

const UP = "M12 19V5 M6 11 12 5 18 11";
const DOWN = "M12 5V19 M6 13 12 19 18 13";
const CROSS = "M6 6 18 18 M18 6 6 18";

export const holders = new Map(); // by id: what shows a node, and what was found there
const used = new Set(); // ids of fields that were filled in once: they stay where they are
let open = new Map(); // ids of what can be unfolded, and whether it is
let form;

export function drawForm(into, root, edits = []) {
  form = into;
  remember(edits);
  holders.clear();
  const drawn = root.fields.map((node) => draw(node, 1));
  into.replaceChildren(...drawn);
}

// What was unfolded stays so, also where items have moved.
function remember(edits) {
  open = new Map();
  for (const each of form.querySelectorAll("details[id]")) {
    const id = edits.reduce((now, edit) => now && shifted(now, edit), each.id);
    if (id) open.set(id, each.open);
  }
}

export function refreshForm(root) {
  for (const { node, item } of below(root)) {
    const holder = holders.get(idOf(node.path));
    if (!holder) continue;
    if (node.kind === "group") holder.rename?.(item || headline(node) || node.label);
    else if (!isField(node)) continue;
    else if (!isTyped(node.path)) holder.refresh(node);
  }
}

// Yields all nodes; with those of a map what each is called.
export function* below(node, item) {
  if (!node) return;
  yield { node, item };
  for (const each of node.fields ?? []) yield* below(each);
  for (const each of node.items ?? []) yield* each.node ? below(each.node, each.label) : below(each);
  if (node.kind === "bodies") yield* below(node.node);
}

// `whole` says that it stands by itself: it is no item of a list, and no body of a section.
function draw(node, depth, whole = true) {
  if (isField(node)) return kept(node, field(node)).box;
  if (node.kind === "group") return group(node, depth, whole && !node.required);
  if (node.kind === "bodies") return bodies(node, depth);
  return list(node, depth);
}

function kept(node, holder) {
  holders.set(idOf(node.path), { path: node.path, name: node.label, ...holder });
  return holder;
}

// A place for what is found, which the part that holds it is described by.
function holding(node, box, inside = box) {
  const id = idOf(node.path);
  const found = el("div", { id: `${id}~found`, class: "found" });
  box.id ||= id;
  inside.append(node.help ? el("p", { class: "help", id: `${id}~help` }, node.help) : "", found);
  if (inside.tagName === "FIELDSET") inside.setAttribute("aria-describedby", `${id}~help ${id}~found ${id}~comment`);
  return kept(node, { box, found });
}

function group(node, depth, optional) {
  if (!node.present) return absent(node);
  if (depth === 1) return unfolding(node, depth, node.label, "part", true);
  const box = el("fieldset", {}, el("legend", {}, node.label));
  holding(node, box);
  box.append(...fields(node, depth), optional ? takeOut(node) : "");
  return box;
}

function absent(node) {
  const name = node.label;
  const edit = { do: "set", path: node.path, value: node.blank };
  const focus = () => focusFirst(idOf(node.path));
  const add = button(fill(words.add, { name }), () => make([edit], focus, fill(words.added, { name })));
  add.className = "add";
  const box = el("div", { class: "absent", tabindex: "-1" }, add);
  holding(node, box);
  return box;
}

// A group that can be unfolded; `name` may become another one while its words are typed.
function unfolding(node, depth, name, look, opened, id = idOf(node.path)) {
  const title = el("span", { class: "title" }, name);
  const line = el(look === "part" ? "h3" : "h4", {}, title);
  const summary = el("summary", { id: `${id}~title` }, line, el("span", { class: "marks" }));
  const inside = el("fieldset", { "aria-labelledby": `${id}~title` });
  const box = el("details", { id, class: look, open: open.get(id) ?? opened }, summary, inside);
  const holder = holding(node, box, inside);
  if (look !== "part") holders.get(idOf(node.path)).rename = (now) => (title.textContent = now);
  inside.append(...fields(node, depth));
  return holder.box;
}

// What is not filled in and need not be stands folded at the end of its group.
function fields(node, depth) {
  const spare = node.fields.filter((each) => isSpare(each));
  const folded = node.path.length && spare.length > 1 ? spare : [];
  const drawn = node.fields.filter((each) => !folded.includes(each)).map((each) => draw(each, depth + 1));
  if (folded.length) drawn.push(more(node, folded, depth));
  return drawn;
}

function isSpare(node) {
  const id = idOf(node.path);
  const empty = isField(node) ? isEmpty(node) : node.kind === "group" ? !node.present : !node.items?.length;
  if (!empty || node.required || node.shown || node.kind === "bodies") used.add(id);
  return !used.has(id);
}

function more(node, folded, depth) {
  const names = folded.map((each) => each.label).join(", ");
  const id = `${idOf(node.path)}~more`;
  const summary = el("summary", {}, el("span", {}, fill(words.more, { names })), el("span", { class: "marks" }));
  const drawn = folded.map((each) => draw(each, depth + 1));
  return el("details", { id, class: "more", open: open.get(id) }, summary, ...drawn);
}

function takeOut(node) {
  const name = node.label;
  const focus = () => focusFirst(idOf(node.path));
  const edit = { do: "remove", path: node.path };
  const press = button(fill(words.remove, { name }), () => make([edit], focus, fill(words.removed, { name })));
  press.className = "take-out";
  return press;
}

function list(node, depth) {
  const box = el("fieldset", { class: "list" }, el("legend", {}, node.label));
  holding(node, box);
  const rows = el("ol", {});
  node.items.forEach((each, index) => rows.append(item(node, depth, each, index)));
  const name = node.item_label;
  const add = button(fill(words.add, { name }), () => {
    const path = [...node.path, node.kind === "map" ? free(node.items) : node.items.length];
    const said = fill(words.added, { name: `${name} ${node.items.length + 1}` });
    make([{ do: "add", path, value: node.blank }], () => focusFirst(idOf(path)), said);
  });
  add.className = "add";
  add.id = `${idOf(node.path)}~add`;
  add.hidden = node.items.length >= (node.most ?? Infinity);
  box.append(rows, add);
  return box;
}

// A section needs a key that nobody sees but who reads the text.
function free(items) {
  const keys = new Set(items.map(({ key }) => key));
  let number = items.length + 1;
  while (keys.has(`part-${number}`)) number += 1;
  return `part-${number}`;
}

// What an item is called: by the first of its texts, or by its number.
export function headline(node) {
  const text = node.fields?.find((each) => isField(each) && each.kind === "text" && each.value);
  return (text ?? node.fields?.find((each) => each.value && each.kind === "choice"))?.value ?? "";
}

function item(list, depth, entry, index) {
  const node = entry.node ?? entry;
  const name = (entry.node ? entry.label : headline(node)) || node.label;
  const look = list.kind === "map" ? "section" : "item";
  const folds = node.kind === "group" && node.present;
  const first = list.kind === "map" && index === 0;
  const drawn = folds ? unfolding(node, depth + 1, name, look, first) : draw(node, depth + 1, false);
  const buttons = moves(list, node, index, name);
  const holder = holders.get(idOf(node.path));
  const { rename } = holder;
  holder.rename = (now) => [rename?.(now), naming(buttons, now)];
  return el("li", { class: folds ? "folds" : "plain" }, drawn, buttons);
}

// Buttons are named after what they move, also once that has another name.
function naming(buttons, name) {
  for (const each of buttons.children) {
    const said = fill(words[each.dataset.says], { name });
    each.title = said;
    each.querySelector(".hidden").textContent = said;
  }
}

function moves(list, node, index, fallback) {
  const all = list.items.length;
  const name = () => text(node) || fallback;
  const to = (there, key) => () => {
    const path = list.kind === "map" ? node.path : [...list.path, there];
    const edit = { do: "move", path: node.path, to: there };
    const said = fill(words.moved, { name: name(), number: there + 1, all });
    make([edit], () => focusMove(idOf(path), key), said);
  };
  const remove = () => {
    const focus = () => focusRest(list, index);
    make([{ do: "remove", path: node.path }], focus, fill(words.removed, { name: name() }));
  };
  const up = button(fill(words.up, { name: fallback }), to(index - 1, "up"), UP);
  const down = button(fill(words.down, { name: fallback }), to(index + 1, "down"), DOWN);
  const gone = button(fill(words.remove, { name: fallback }), remove, CROSS);
  up.dataset.says = "up";
  down.dataset.says = "down";
  gone.dataset.says = "remove";
  up.disabled = index === 0;
  down.disabled = index === all - 1;
  gone.hidden = all <= (list.least ?? 0);
  return el("div", { class: "moves" }, ...(all > 1 ? [up, down] : []), gone);
}

// What stands in an item now: a name may have been typed since it was drawn.
function text(node) {
  const title = document.getElementById(`${idOf(node.path)}~title`)?.querySelector(".title");
  const control = isField(node) ? holders.get(idOf(node.path))?.control : null;
  return (title?.textContent ?? control?.value ?? "").slice(0, 60);
}

function bodies(node, depth) {
  const id = `${idOf(node.path)}~body`;
  const box = el("fieldset", { id, class: "bodies" }, el("legend", {}, node.label));
  const select = el("select", { id: `${id}~kind`, "aria-label": node.label });
  const none = node.chosen ? [] : [el("option", { value: "" }, "–")];
  select.append(...none, ...node.choices.map(([key, name]) => el("option", { value: key }, name)));
  select.value = node.chosen ?? "";
  const press = button(words.change_body, () => changeBody(node, select.value));
  press.hidden = true; // what is chosen by keyboard passes by all others
  select.addEventListener("change", () => (press.hidden = !select.value || select.value === node.chosen));
  if (node.help) box.append(el("p", { class: "help" }, node.help));
  box.append(el("div", { class: "kinds" }, select, press));
  if (node.node) box.append(draw(node.node, depth + 1, false));
  return box;
}

function changeBody(node, key) {
  const [, name, value] = node.choices.find(([each]) => each === key);
  const old = node.chosen ? [{ do: "remove", path: [...node.path, node.chosen] }] : [];
  const focus = () => document.getElementById(`${idOf(node.path)}~body~kind`)?.focus();
  const edits = [...old, { do: "set", path: [...node.path, key], value }];
  make(edits, focus, fill(words.body_changed, { name }));
}

// Sends edits; once the form is drawn anew, puts the focus where it belongs and says what was done.
function make(edits, focus, said) {
  change(edits).then((done) => {
    if (!done) return;
    focus();
    say(said);
  }, failed);
}

function focusMove(id, key) {
  const row = document.getElementById(id)?.closest("li");
  const pressed = row?.querySelector(`:scope > .moves [data-says="${key}"]:not(:disabled)`);
  (pressed ?? row?.querySelector(":scope > .moves button:not(:disabled)"))?.focus();
}

// After an item is gone: on the one in its place, or the one before it, or where to add one.
function focusRest(list, index) {
  const rows = document.getElementById(`${idOf(list.path)}~add`)?.previousElementSibling.children;
  const row = rows?.[Math.min(index, rows.length - 1)];
  const target = row?.querySelector("summary, input, textarea, select");
  (target ?? document.getElementById(`${idOf(list.path)}~add`))?.focus();
}


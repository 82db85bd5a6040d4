// The texts of a translation, one below another. What is typed is sent once the keys rest, a text at
// a time; it waits here until the server has it.

import { byId, button, el, fill, say, words } from "./elements.js";
import { Refused, act, ask, doc, failed, inTurn, onState } from "./server.js";

const REST = 600; // milliseconds without a key before a text is sent
const TRIES = 3; // where another program changes the file meanwhile

const place = byId("catalog");
const waiting = new Map(); // what was typed and is not saved: language, path and text of each
const revisions = new Map(); // of each catalog, as it is known here
let shown = null; // the catalog that is open
let rows = new Map(); // what shows each of its texts, by path
let resting;

export const isTranslationTyped = () => waiting.size > 0;
const keyOf = (language, path) => JSON.stringify([language, path]);

// Shows a catalog.

export async function openCatalog(language) {
  await sendTranslations();
  draw(await ask(`translation?language=${encodeURIComponent(language)}`));
  byId("catalog-title").focus();
}

export function closeCatalog() {
  shown = null;
  place.hidden = true;
  place.replaceChildren();
}

function draw(catalog) {
  const { language, name, reviewer, texts } = catalog;
  shown = catalog;
  revisions.set(language, catalog.revision);
  rows = new Map(texts.map((text) => [text.path, row(text, language)]));
  const only = place.querySelector("#only-left")?.checked ?? false;
  const box = el("input", { type: "checkbox", id: "only-left", checked: only, change: filter });
  const back = () => place.dispatchEvent(new CustomEvent("leave", { detail: language }));
  place.replaceChildren(
    el("h3", { id: "catalog-title", tabindex: "-1", lang: language, dir: "auto" }, name),
    el("p", { id: "catalog-progress" }),
    el("p", { class: "help" }, reviewer ? fill(words.reviewed_by, { name: reviewer }) : words.no_reviewer),
    el("div", { class: "buttons" }, button(words.all_languages, back), button(words.up_to_date, update)),
    el("div", { class: "choice" }, box, el("label", { for: "only-left" }, words.only_left)),
    el("p", { id: "none-left", class: "help", hidden: true }, words.none_left),
    el("ol", { class: "texts" }, ...[...rows.values()].map(({ item }) => item)),
  );
  place.hidden = false;
  count();
  filter();
}

function row(text, language) {
  const id = `text.${encodeURIComponent(text.path)}`;
  const key = keyOf(language, text.path);
  const control = el("textarea", { id, rows: "2", lang: language, dir: direction(language), autocomplete: "off" });
  control.setAttribute("aria-describedby", `${id}~source ${id}~state ${id}~refused`);
  control.value = waiting.get(key)?.text ?? text.text;
  const source = { id: `${id}~source`, class: "original", lang: doc.state.language, dir: "auto" };
  const state = el("p", { id: `${id}~state`, class: "state" });
  const refused = el("p", { id: `${id}~refused`, class: "refused", role: "alert" });
  const right = button(words.still_right, () => {
    control.focus();
    typed(text.path);
    sendTranslations().catch(failed);
  });
  right.append(el("span", { class: "hidden" }, ` – ${text.note}`));
  const item = el(
    "li",
    {},
    el("label", { class: "label", for: id }, text.note),
    el("p", source, text.source),
    el("div", { class: "answer" }, control, state, right, refused),
  );
  const made = { text, item, control, state, right, refused };
  control.addEventListener("input", () => typed(text.path));
  control.addEventListener("change", () => sendTranslations().catch(failed));
  mark(made, language);
  return made;
}

function direction(language) {
  const locale = new Intl.Locale(language);
  return (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? "auto";
}

const STATES = { done: words.state_done, open: words.state_open, check: words.state_check };
function mark({ text, item, state, right }, language = shown.language) {
  const waits = waiting.has(keyOf(language, text.path));
  item.className = waits ? "typed" : text.state;
  state.textContent = waits ? words.state_typed : STATES[text.state];
  right.hidden = waits || text.state !== "check" || !text.text;
}

function count() {
  const done = shown.texts.filter(({ state }) => state === "done").length;
  byId("catalog-progress").textContent = fill(words.progress, { done, all: shown.texts.length });
}

// What gets done while it is shown stays until the box is ticked again.
function filter() {
  const only = byId("only-left").checked;
  const all = [...rows.values()];
  for (const { item } of all) item.hidden = only && item.className === "done";
  byId("none-left").hidden = !only || all.some(({ item }) => !item.hidden);
}

// Texts that are new in the brochure are put in, and those that are gone are taken out.
async function update() {
  const { language } = shown;
  try {
    await sendTranslations();
    await act("translate", { language });
    draw(await ask(`translation?language=${encodeURIComponent(language)}`));
    byId("catalog-title").focus();
  } catch (error) {
    failed(error);
  }
}

// Sends what was typed.

function typed(path) {
  const { language } = shown;
  const each = rows.get(path);
  waiting.set(keyOf(language, path), { language, path, text: each.control.value });
  each.refused.textContent = "";
  each.control.removeAttribute("aria-invalid");
  mark(each);
  clearTimeout(resting);
  resting = setTimeout(() => sendTranslations().catch(failed), REST);
}

export function sendTranslations() {
  clearTimeout(resting);
  return inTurn(async () => {
    for (const [key, entry] of [...waiting]) if (!entry.refused && waiting.get(key) === entry) await send(entry, key);
    document.dispatchEvent(new Event("kept"));
  });
}

// A text that is refused waits until it is written anew.
async function send(entry, key) {
  try {
    const catalog = await sent(entry, TRIES);
    if (waiting.get(key) === entry) waiting.delete(key);
    take(catalog);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    entry.refused = error.data?.texts ? words.changed_elsewhere : error.message;
    const each = shown?.language === entry.language && rows.get(entry.path);
    if (!each) return say(fill(words.refused, { reason: entry.refused }));
    each.refused.textContent = entry.refused;
    each.control.setAttribute("aria-invalid", "true");
  }
}

// Where another program was first, its texts are taken, and what was typed is sent once more.
async function sent({ language, path, text }, tries) {
  try {
    const revision = revisions.get(language);
    return await ask("translation", { language, revision, texts: { [path]: text } });
  } catch (error) {
    if (error.status !== 409 || !error.data?.texts || tries < 2) throw error;
    const before = shown?.language === language ? rows.get(path)?.text.text : undefined;
    take(error.data);
    const now = error.data.texts.find((each) => each.path === path)?.text;
    const each = shown?.language === language && rows.get(path);
    if (each && now && now !== before && now !== text) {
      each.refused.textContent = fill(words.written_elsewhere, { text: now });
    }
    say(words.changed_elsewhere);
    return sent({ language, path, text }, tries - 1);
  }
}

// Takes a catalog as the server has it; what waits stays as it was typed.
function take(catalog) {
  revisions.set(catalog.language, catalog.revision);
  if (catalog.language !== shown?.language) return;
  if (catalog.texts.map(({ path }) => path).join("\n") !== [...rows.keys()].join("\n")) return redraw(catalog);
  shown = catalog;
  for (const text of catalog.texts) {
    const each = rows.get(text.path);
    each.text = text;
    const { control, item } = each;
    if (!waiting.has(keyOf(catalog.language, text.path)) && control.value !== text.text) control.value = text.text;
    mark(each);
    if (document.activeElement === control) item.hidden = false;
  }
  count();
}

function redraw(catalog) {
  const { id, selectionStart, selectionEnd } = document.activeElement;
  draw(catalog);
  const again = id.startsWith("text.") && byId(id);
  again?.focus?.();
  again?.setSelectionRange?.(selectionStart, selectionEnd);
}

onState(({ why }) => {
  if (why === "back") sendTranslations().catch(failed);
});

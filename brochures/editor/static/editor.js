// The editor: ties the form, the pages and the tools together.

import { showCatalogs } from "./catalogs.js";
import { publish, versions } from "./dialogs.js";
import { byId, el, enable, fill, isOff, say, words } from "./elements.js";
import { newBrochure, showFiles } from "./files.js";
import { focusFirst } from "./focus.js";
import { below, drawForm, holders, refreshForm } from "./form.js";
import { holderOf, showFound } from "./found.js";
import "./menu.js";
import { bringIntoView, keepPages, layOut, outline } from "./pages.js";
import { idOf } from "./paths.js";
import { closeReview, share, showReview } from "./review.js";
import { isSaved, save, settled, watch } from "./saving.js";
import { act, ask, doc, failed, look, onState, take } from "./server.js";
import { showStart } from "./start.js";
import { isTextTyped, sendText, showText, toLine } from "./text.js";

const seldom = ["versions", "view", "translations", "new-brochure", "share"];
const tools = ["undo", "redo", "save", "publish", ...seldom, "done"];
const format = byId("format");
let view = "form"; // or "text", or "catalogs"
let drawn = null; // the shape of the form that is drawn
let preview = null; // the pages that were made last

// What a new state changes on the page.

onState(({ state, before, why, edits }) => {
  if (speaksAnother(state)) return location.reload();
  const starts = showStart(state);
  document.body.classList.toggle("starts", starts);
  header(state);
  if (starts) return;
  if (before?.file && before.file !== state.file) forget();
  formats(state);
  form(state, edits);
  showReview();
  if (!state.readable) view = "text";
  else if (before && !before.readable && view === "text") view = "form";
  if (view === "text" && why !== "text") showText().catch(failed);
  layers(state);
  pages(state);
  if (why === "undo" || why === "redo") {
    const said = why === "undo" ? words.undone : words.redone;
    say(fill(said, { name: difference(before.form, state.form) }));
  }
  watch(state).catch(failed);
});

// The page itself is drawn elsewhere, in one language. What has not been saved is not risked for it.
function speaksAnother({ spoken }) {
  return spoken && spoken !== document.documentElement.lang && isSaved();
}

// What is known of another brochure says nothing of this one.
function forget() {
  view = "form";
  drawn = preview = null;
  closeReview();
}

function header(state) {
  byId("clinic").textContent = state.clinic;
  byId("file").textContent = state.file ?? "";
  document.title = [state.file, state.clinic, words.title].filter(Boolean).join(" – ");
  enable(byId("done"), true);
  if (!state.file) return;
  saved();
  showFiles(state);
  enable(byId("undo"), state.can_undo);
  enable(byId("redo"), state.can_redo);
  for (const id of ["save", "publish", ...seldom]) enable(byId(id), true);
}

function saved() {
  if (!doc.state?.file) return;
  byId("saved").textContent = isSaved() ? words.saved : words.not_saved;
  byId("saved").className = isSaved() ? "" : "not";
}

function formats(state) {
  const chosen = format.value;
  const known = [...format.options].map((each) => each.value).join();
  if (known === state.formats.map(({ name }) => name).join()) return;
  format.replaceChildren(...state.formats.map(({ name, title }) => el("option", { value: name }, title)));
  if (state.formats.some(({ name }) => name === chosen)) format.value = chosen;
}

function form(state, edits) {
  if (!state.form) return;
  const focused = document.activeElement;
  // Items that have changed places may have the shape of each other.
  const moved = edits.some((edit) => edit.do !== "set");
  if (drawn === state.shape && !moved) return refreshForm(state.form);
  drawn = state.shape;
  drawForm(byId("form"), state.form, edits);
  const again = focused.id && byId(focused.id);
  if (again && again !== focused) again.focus({ preventScroll: true });
}

function layers(state) {
  byId("columns").hidden = view === "catalogs";
  byId("catalogs").hidden = view !== "catalogs";
  byId("form").hidden = view === "text";
  byId("text").hidden = view !== "text";
  byId("to-words").hidden = view !== "text";
  enable(byId("to-words"), state.readable);
  byId("unreadable").hidden = state.readable;
}

function pages(state) {
  const findings = preview && !state.problems.length ? preview.findings : [];
  showFound(state.problems, findings, view === "text" ? toLine : null);
  if (state.problems.length || !state.readable) return keepPages(preview ? words.older : words.not_laid_out);
  if (!format.value) return keepPages(words.no_formats);
  layOut(state.revision, format.value, (made) => {
    preview = made;
    const { problems } = doc.state;
    showFound(problems, problems.length ? [] : made.findings, view === "text" ? toLine : null);
  });
}

// The name of the first field that holds something else than before.
function difference(before, now) {
  const values = new Map([...below(before)].map(({ node }) => [idOf(node.path) + node.kind, node]));
  for (const { node } of below(now)) {
    const old = values.get(idOf(node.path) + node.kind);
    if (!old || old.value !== node.value || old.items?.length !== node.items?.length) return node.label;
  }
  return doc.state.file;
}

// The tools.

async function finish() {
  if (!(await settled("leave-dialog"))) return;
  doc.ended = true;
  await ask("done", {});
  for (const id of ["columns", "catalogs", "start", "lost", "files"]) byId(id).hidden = true;
  for (const id of tools) enable(byId(id), false);
  byId("ended").hidden = false;
  byId("ended").focus();
}

async function show(which) {
  await sendText();
  view = doc.state.readable || which !== "form" ? which : "text";
  layers(doc.state);
  if (view === "text") await showText();
  pages(doc.state);
  if (view === "catalogs") return showCatalogs();
  byId(view === "text" ? "source" : "words-title").focus();
}

const does = {
  undo: () => act("undo"),
  redo: () => act("redo"),
  save: async () => (await save()) && say(words.saved),
  publish: async () => (isSaved() || (await save())) && publish(doc.state.revision),
  versions: async () => versions(),
  view: () => show("text"),
  translations: () => show("catalogs"),
  "new-brochure": async () => newBrochure(),
  share: async () => share(),
  done: finish,
  "to-words": () => show("form"),
  "from-catalogs": () => show("form"),
};

function run(name) {
  if (!isOff(byId(name))) does[name]().catch(failed);
}
for (const name of Object.keys(does)) byId(name).addEventListener("click", () => run(name));
format.addEventListener("change", () => pages(doc.state));

// Within a text the keys undo what was typed there, as everywhere.
const TEXTS = "textarea, input:not([type=checkbox])";
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const within = event.target.matches(TEXTS);
  const name = { s: "save", z: event.shiftKey ? "redo" : "undo", y: "redo" }[key];
  if (!name || (within && name !== "save")) return;
  event.preventDefault();
  run(name);
});

// From the form to the pages, and back.

let lastId = "form";
byId("form").addEventListener("focusin", ({ target }) => {
  const id = target.closest("[id^='at.']")?.id.split("~")[0];
  const holder = holders.get(id);
  if (!holder) return;
  lastId = target.id || id;
  outline(holder.path);
  bringIntoView();
});
document.addEventListener("place", async ({ detail }) => {
  if (view === "text" && doc.state.readable) await show("form");
  const holder = holderOf(detail);
  if (holder) focusFirst(idOf(holder.path));
});
byId("to-form").addEventListener("click", (event) => {
  event.preventDefault();
  focusFirst(lastId);
});

document.addEventListener("review", async () => {
  await show("form").catch(failed);
  showReview();
  byId("comments-title").focus();
});
for (const event of ["input", "kept"]) document.addEventListener(event, saved);
addEventListener("beforeunload", (event) => {
  if (doc.state && !doc.ended && !isSaved()) event.preventDefault();
});

// Who comes back to this window may have changed the file in another program.
addEventListener("focus", () => {
  if (!doc.state || doc.ended || doc.typed.size || isTextTyped()) return;
  look().catch(failed);
});

// The header stays in sight: what is scrolled to stands below it.
const head = document.querySelector("header");
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--header", `${head.offsetHeight}px`);
}).observe(head);

ask("state").then((state) => take(state, "begun"), failed);

// The languages into which a brochure is translated: how far each is, and another one.

import { byId, button, el, fill, say, words } from "./elements.js";
import { closeCatalog, openCatalog, sendTranslations } from "./catalog.js";
import { act, ask, failed, onState } from "./server.js";

const list = byId("languages");

// Shows the list, and puts the focus on its heading or on what leads to a language.
export async function showCatalogs(language) {
  await sendTranslations();
  await draw();
  const last = list.querySelector(`button[data-language="${CSS.escape(language ?? "")}"]`);
  (last ?? byId("catalogs-title")).focus();
}

async function draw() {
  const [found, more] = await Promise.all([ask("translations"), ask("languages")]);
  closeCatalog();
  const rows = found.map(row);
  list.replaceChildren(
    el("p", {}, words.translations_about),
    rows.length ? el("ul", {}, ...rows) : el("p", {}, words.no_translations),
    more.length ? adding(more) : "",
  );
  list.hidden = false;
}

function row({ language, name, reviewer, done, all }) {
  const press = button(words.translate, () => show(language).catch(failed));
  press.append(el("span", { class: "hidden" }, el("span", {}, " – "), el("span", { lang: language }, name)));
  press.dataset.language = language;
  const reviewed = reviewer ? fill(words.reviewed_by, { name: reviewer }) : words.no_reviewer;
  const bar = el("progress", { max: String(all), value: String(done), "aria-hidden": "true" });
  const about = el(
    "div",
    {},
    el("h3", { lang: language, dir: "auto" }, name),
    el("p", {}, fill(words.progress, { done, all })),
    bar,
    el("p", { class: reviewer ? "help" : "help no-reviewer" }, reviewed),
  );
  return el("li", {}, about, press);
}

function adding(more) {
  const options = more.map(([value, name]) => el("option", { value, lang: value }, name));
  const select = el("select", { id: "add-language" }, ...options);
  const press = button(words.add_it, async () => {
    const name = select.selectedOptions[0].textContent;
    try {
      const language = select.value;
      await act("translate", { language });
      await show(language);
      say(fill(words.language_added, { name }));
    } catch (error) {
      failed(error);
    }
  });
  const label = el("label", { for: "add-language", class: "label" }, words.add_language);
  return el("div", { class: "adding" }, label, el("div", { class: "kinds" }, select, press));
}

async function show(language) {
  await openCatalog(language);
  list.hidden = true;
}

// A language that was added may be gone again.
onState(({ why }) => {
  const turned = ["undo", "redo", "reload", "restore"].includes(why);
  if (turned && list.checkVisibility()) draw().catch(failed);
});

byId("catalog").addEventListener("leave", ({ detail }) => showCatalogs(detail).catch(failed));

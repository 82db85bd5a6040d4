// The brochures of a clinic: which one is open, and a new one.

import { question } from "./dialogs.js";
import { byId, el, fill, say, words } from "./elements.js";
import { isSaved, settled } from "./saving.js";
import { Refused, act, doc, failed } from "./server.js";

const select = byId("brochure");
const press = byId("open-brochure");
const topic = byId("new-topic");

let drawn = ""; // the brochures between which can be chosen

// What is chosen stays so while words are typed: also a title may become another one.
export function showFiles({ file, files, templates }) {
  byId("files").hidden = (files?.length ?? 0) < 2;
  if (drawn !== JSON.stringify(files)) {
    const [chosen, stays] = [select.value, select.dataset.open === file];
    drawn = JSON.stringify(files);
    select.replaceChildren(...(files ?? []).map((each) => el("option", { value: each.file }, each.title)));
    select.dataset.open = file;
    if (stays) select.value = chosen;
    if (!stays || !select.value) choose();
  }
  if (byId("new-templates").children.length) return;
  byId("new-templates").append(...(templates ?? []).map(template));
}

function template([value, name], index) {
  const id = `template-${value}`;
  const radio = el("input", { type: "radio", name: "template", id, value, checked: index === 0 });
  return el("div", { class: "choice" }, radio, el("label", { for: id }, name));
}

// The one that is open is chosen.
function choose() {
  select.value = doc.state.files?.find(({ open }) => open)?.file ?? "";
  press.hidden = true;
}

// What is chosen by keyboard passes by all others: it is opened with a button.
select.addEventListener("change", () => {
  press.hidden = doc.state.files.some(({ file, open }) => open && file === select.value);
});
press.addEventListener("click", () => {
  open(select.value).catch((error) => [choose(), failed(error)]);
});

async function open(file) {
  if (await turn("open", { file })) byId("words-title").focus();
  else choose();
}

// Turns to another brochure; says whether it did. Nothing can be typed meanwhile.
async function turn(what, data) {
  if (!(await settled("open-dialog"))) return false;
  const main = document.querySelector("main");
  main.inert = true;
  try {
    if (!isSaved()) await act("reload"); // what is not saved was given up
    const { files, clinic } = await act(what, data);
    main.inert = false; // then the focus can go there
    say(fill(words.opened, { name: files.find((each) => each.open)?.title ?? clinic }));
    return true;
  } finally {
    main.inert = false;
  }
}

// A new one.

export function newBrochure() {
  topic.value = "";
  wrong("");
  question("new-dialog");
}

function wrong(text) {
  byId("new-wrong").textContent = text;
  if (!text) return topic.removeAttribute("aria-invalid");
  topic.setAttribute("aria-invalid", "true");
  topic.focus();
}

byId("new-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  wrong("");
  const named = topic.value.trim();
  const chosen = byId("new-form").elements.template?.value;
  if (!named) return wrong(words.topic_needed);
  try {
    if (!(await turn("new", { topic: named, template: chosen }))) return;
    byId("new-dialog").close();
    byId("words-title").focus();
  } catch (error) {
    if (error instanceof Refused && error.status === 400) return wrong(error.message);
    byId("new-dialog").close();
    failed(error);
  }
});

// The questions and lists that lie over the page.

import { button, byId, el, fill, say, words } from "./elements.js";
import { act, ask, failed } from "./server.js";

// Asks something; returns the value of the button that was pressed, "" where it was closed.
export function question(id) {
  const dialog = byId(id);
  if (dialog.open) return new Promise(() => {}); // it is asked already
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue), { once: true });
  });
}
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", ({ target }) => {
    const pressed = target.closest("button[value]");
    if (pressed) dialog.close(pressed.value);
  });
}

export async function publish(revision) {
  const [said, lines, desk] = ["publish-said", "publish-lines", "desk"].map(byId);
  said.textContent = words.publishing;
  lines.replaceChildren();
  lines.hidden = desk.hidden = true;
  question("publish-dialog");
  try {
    const done = await ask("publish", { revision });
    said.textContent = done.clean ? words.published : words.not_published;
    lines.append(...done.lines.map(([way, text]) => el("p", { class: way }, text)));
    lines.hidden = !done.lines.length;
    desk.href = done.desk;
    desk.hidden = !done.desk;
  } catch (error) {
    byId("publish-dialog").close();
    failed(error);
  }
}

export async function versions() {
  const list = byId("versions-list");
  const found = await ask("versions");
  list.replaceChildren(found.length ? el("ul", {}, ...found.map(row)) : el("p", {}, words.no_versions));
  question("versions-dialog");
}

function row({ name, lines }) {
  const when = shown(name);
  const back = button(words.restore, async () => {
    byId("versions-dialog").close();
    try {
      await act("restore", { name });
      say(fill(words.restored, { when }));
    } catch (error) {
      failed(error);
    }
  });
  back.append(el("span", { class: "hidden" }, ` – ${when}`));
  return el("li", {}, el("span", {}, fill(words.version, { when, lines })), back);
}

// A version is named by its time: 2026-11-28 10.15.03.
function shown(name) {
  const [, day, time] = name.match(/^(\d{4}-\d\d-\d\d) (\d\d\.\d\d\.\d\d)/) ?? [];
  if (!day) return name;
  const when = new Date(`${day}T${time.replaceAll(".", ":")}`);
  return when.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
}

// A picture for a field that names a file: it is chosen here, and the server keeps it.

import { button, el, enable, fill, isOff, say, words } from "./elements.js";
import { focusFirst } from "./focus.js";
import { idOf } from "./paths.js";
import { Refused, ask, change, failed, flush } from "./server.js";

const KINDS = "image/png,image/jpeg,image/svg+xml";
const MOST = 20_000_000; // bytes that the server takes

// A button that opens the files of the computer, and a place for why one was not taken.
export function picking({ path, label }, control) {
  const id = idOf(path);
  const refused = el("p", { id: `${id}~refused`, class: "refused", role: "alert" });
  const chooser = el("input", { type: "file", accept: KINDS, hidden: true });
  const press = button(words.choose_picture, () => isOff(press) || chooser.click());
  press.append(el("span", { class: "hidden" }, ` – ${label}`));
  press.id = `${id}~pick`;
  press.className = "pick";
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    chooser.value = ""; // the same one can be chosen again
    refused.textContent = "";
    if (!file) return;
    enable(press, false);
    try {
      if (file.size > MOST) throw new Refused(413, { error: words.picture_too_large });
      await take(file, path);
    } catch (error) {
      if (!(error instanceof Refused) || error.data?.revision) failed(error);
      else refused.textContent = error.message;
    } finally {
      enable(press, true);
    }
  });
  control.addEventListener("input", () => (refused.textContent = ""));
  return [press, chooser, refused];
}

async function take(file, path) {
  await flush();
  const { file: name } = await ask(`picture?name=${encodeURIComponent(file.name)}`, file);
  if (!(await change([{ do: "set", path, value: name }]))) return;
  const alt = idOf([...path.slice(0, -1), "alt"]);
  const wanted = document.getElementById(alt)?.value === "";
  focusFirst(wanted ? alt : `${idOf(path)}~pick`);
  say(wanted ? words.picture_alt : fill(words.picture_taken, { name }));
}

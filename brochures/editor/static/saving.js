// Whether something is not saved, and how it is: nothing is given up without being asked about.

import { isTranslationTyped, sendTranslations } from "./catalog.js";
import { question } from "./dialogs.js";
import { say, words } from "./elements.js";
import { act, doc, flush } from "./server.js";
import { dropText, isTextTyped, sendText } from "./text.js";

let told = false; // the file was changed outside, and that was said
let keepMine = false; // the file was changed outside, and is to be replaced

// Where there is no file yet there is nothing to save.
export function isSaved() {
  const { file, saved } = doc.state;
  return !file || (saved && !doc.typed.size && !isTextTyped() && !isTranslationTyped());
}

export async function save(over = keepMine) {
  await sendText();
  await sendTranslations();
  try {
    await act("save", { over });
    return true;
  } catch (error) {
    if (error.data?.error !== "changed-outside") throw error;
    const answer = await outside();
    return answer === "keep" && save(true);
  }
}

async function outside() {
  told = true;
  const answer = await question("outside-dialog");
  if (answer === "take") await act("reload");
  keepMine = answer === "keep";
  return answer;
}

// Asks once, where the file was changed by another program.
export async function watch(state) {
  if (!state.changed_outside) told = keepMine = false;
  else if (!told) await outside();
}

// Says whether the editor may turn to something else: asks where something is not saved.
export async function settled(dialog) {
  await sendText();
  await flush();
  await sendTranslations();
  if (isTranslationTyped()) return waits();
  if (isSaved()) return true;
  const answer = await question(dialog);
  if (answer === "save") return (await save()) && (!isTranslationTyped() || waits());
  if (answer !== "leave") return false;
  dropText();
  return true;
}

function waits() {
  say(words.translation_waits);
  return false;
}

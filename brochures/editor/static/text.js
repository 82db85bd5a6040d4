// The text view: the file as it is written.

import { byId } from "./elements.js";
import { act, ask, doc, failed } from "./server.js";

const REST = 600; // milliseconds without a key before the text is sent
const source = byId("source");
let resting = null;

export const isTextTyped = () => resting !== null;

export async function showText() {
  const { text } = await ask("text");
  if (source.value !== text && !isTextTyped()) source.value = text;
}

source.addEventListener("input", () => {
  clearTimeout(resting);
  resting = setTimeout(sendText, REST);
});
source.addEventListener("change", sendText);

export async function sendText() {
  if (!isTextTyped() || doc.ended) return;
  clearTimeout(resting);
  resting = null;
  try {
    await act("text", { text: source.value });
  } catch (error) {
    resting ??= setTimeout(sendText, 2 * REST); // it is not lost: it is sent once that works
    failed(error);
  }
}

// Gives up what was typed and is not sent yet.
export function dropText() {
  clearTimeout(resting);
  resting = null;
}

// Marks a line, and scrolls to it: a browser does so once the field is entered.
export function toLine(number) {
  const lines = source.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  source.blur();
  source.setSelectionRange(start, start);
  source.focus();
  source.setSelectionRange(start, start + (lines[number - 1]?.length ?? 0));
}

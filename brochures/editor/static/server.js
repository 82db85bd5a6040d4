// The words as the server has them, and what is sent to it: one request after another.
// Asked for below the address of the page, whose path holds a secret.

import { byId, fill, say, words } from "./elements.js";

const REST = 250; // milliseconds without a key before what was typed is sent
const AGAIN = 2000; // milliseconds until a server that does not answer is asked again

export class Lost extends Error {}
export class Refused extends Error {
  constructor(status, data) {
    super(data?.error ?? String(status));
    this.status = status;
    this.data = data;
  }
}

// Asks for something; with data, which are sent as JSON, or as they are where they are a file's.
export async function ask(where, data) {
  const raw = data instanceof Blob;
  const type = raw ? "application/octet-stream" : "application/json";
  const body = raw ? data : JSON.stringify(data);
  const post = { method: "POST", headers: { "Content-Type": type }, body };
  let answer;
  try {
    answer = await fetch(where, data === undefined ? { cache: "no-store" } : post);
  } catch {
    throw new Lost();
  }
  if (answer.status === 404) throw new Lost(); // another server, with another secret
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(answer.status, said);
  return said;
}

export const doc = {
  state: null,
  typed: new Map(), // what was typed and is not sent yet: an edit for each path
  sending: new Map(), // what was typed and is under way
  ended: false,
};

const listeners = [];
export function onState(listener) {
  listeners.push(listener);
}

// `why` is the request that it answers; `edits` are those that were sent.
export function take(state, why, edits = []) {
  const before = doc.state;
  doc.state = state;
  for (const listener of listeners) listener({ state, before, why, edits });
}

let last = Promise.resolve();
export function inTurn(job) {
  const next = last.then(job);
  last = next.catch(() => {});
  return next;
}

let resting;
export function type(path, value) {
  const edit = { do: "set", path, value };
  doc.typed.set(JSON.stringify(path), edit);
  clearTimeout(resting);
  resting = setTimeout(() => flush().catch(failed), REST);
}
export function isTyped(path) {
  const key = JSON.stringify(path);
  return doc.typed.has(key) || doc.sending.has(key);
}
export function flush() {
  clearTimeout(resting);
  return inTurn(send);
}

async function send() {
  const sent = new Map(doc.typed);
  if (!sent.size) return;
  const edits = [...sent.values()];
  doc.sending = sent;
  doc.typed.clear();
  try {
    await edit(edits, "typed");
  } catch (error) {
    if (error instanceof Lost) doc.typed = new Map([...sent, ...doc.typed]); // to be sent again
    throw error;
  } finally {
    doc.sending = new Map();
  }
}

// Where another window was first, its words are taken, and the edits made to them once more.
async function edit(edits, why) {
  try {
    take(await ask("edit", { revision: doc.state.revision, edits }), why, edits);
    return true;
  } catch (error) {
    if (error.status !== 409 || !error.data?.revision) throw error;
    const moved = error.data.shape !== doc.state.shape;
    take(error.data, "elsewhere");
    say(words.elsewhere);
    if (moved && why !== "typed") return false;
    take(await ask("edit", { revision: doc.state.revision, edits }), why, edits);
    return true;
  }
}

// Changes what the form is made of: sends first what was typed before. Says whether it was done.
export function change(edits) {
  return inTurn(async () => {
    await send();
    return edit(edits, "changed");
  });
}

// Looks whether the words are still those that are shown.
export function look() {
  return inTurn(async () => {
    const state = await ask("state");
    const same = ["revision", "saved", "changed_outside"].every((key) => state[key] === doc.state[key]);
    if (!same) take(state, "looked");
  });
}

// Asks for something that gives a new state, such as undo or save.
export function act(what, data = {}) {
  return inTurn(async () => {
    await send();
    const state = await ask(what, { revision: doc.state.revision, ...data });
    take(state, what);
    return state;
  });
}

// Says that something failed; where the server is gone, asks until it is back.
let waiting = null;
export function failed(error) {
  if (doc.ended) return;
  if (error instanceof Lost) return lost();
  if (!(error instanceof Refused)) throw error;
  if (!error.data?.revision) return say(fill(words.refused, { reason: error.message }));
  take(error.data, "elsewhere");
  say(words.elsewhere);
}

function lost() {
  const notice = byId("lost");
  if (notice.hidden) notice.textContent = words.lost;
  notice.hidden = false;
  waiting ??= setTimeout(back, AGAIN);
}
async function back() {
  waiting = null;
  try {
    const state = await ask("state");
    byId("lost").hidden = true;
    take(state, "back");
    say(words.back);
    await flush();
  } catch (error) {
    failed(error);
  }
}

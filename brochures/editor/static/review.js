// A clinician's review: a page to send, and the comments that come back as a file.

import { question } from "./dialogs.js";
import { byId, button, el, enable, fill, isOff, say, words } from "./elements.js";
import { holders } from "./form.js";
import { idOf, stepsOf } from "./paths.js";
import { isSaved, save } from "./saving.js";
import { Refused, ask, doc, failed } from "./server.js";

let review = null; // the comments that are shown

// Makes the page to send.

export function share() {
  byId("share-said").textContent = byId("share-refused").textContent = "";
  byId("share-done").hidden = true;
  question("share-dialog");
}

byId("share-make").addEventListener("click", async ({ currentTarget: press }) => {
  if (isOff(press)) return;
  const said = byId("share-said");
  enable(press, false);
  said.textContent = words.share_making;
  byId("share-done").hidden = true;
  try {
    if (!isSaved() && !(await save())) return (said.textContent = "");
    const { page, lines } = await ask("share", { revision: doc.state.revision });
    said.textContent = words.share_made;
    byId("share-page").href = page;
    byId("share-file").textContent = fill(words.share_file, { file: page });
    const told = (lines ?? []).map(line);
    byId("share-lines").replaceChildren(...told);
    byId("share-lines").hidden = !told.some(({ className }) => className === "err");
    byId("share-done").hidden = false;
  } catch (error) {
    said.textContent = "";
    byId("share-dialog").close();
    failed(error);
  } finally {
    enable(press, true);
  }
});

// A line is a text, or says also which way it came. Where all went well nobody needs them.
function line(each) {
  const [way, text] = Array.isArray(each) ? each : ["out", each];
  return el("p", { class: way }, text);
}

// Shows the comments that came back.

const chooser = byId("comments-file");
byId("comments-open").addEventListener("click", () => chooser.click());
chooser.addEventListener("change", async () => {
  const [file] = chooser.files;
  const refused = byId("share-refused");
  chooser.value = "";
  refused.textContent = "";
  if (!file) return;
  try {
    review = await ask("review", file);
    byId("share-dialog").close();
    document.dispatchEvent(new Event("review"));
  } catch (error) {
    if (error instanceof Refused) refused.textContent = error.message;
    else failed(error);
  }
});

export function closeReview() {
  review = null;
  showReview();
}

// Draws the comments above the form, and at their sections: once they are there, and whenever the
// form is drawn anew.
export function showReview() {
  for (const old of document.querySelectorAll("#form .comment")) old.remove();
  const place = byId("comments");
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  place.replaceChildren(...(review ? [listed(review)] : []));
  if (focused) byId(focused)?.focus();
  for (const section of review?.sections ?? []) {
    const holder = holders.get(idOf(stepsOf(section.path)));
    if (holder) holder.found.before(el("div", { class: "comment", id: `${holder.found.id.split("~")[0]}~comment` }, ...said(section)));
  }
}

const judged = ({ right }) => (right ? words.section_right : words.section_wrong);
function said(section) {
  const name = el("p", {}, el("strong", { class: section.right ? "" : "not" }, `${review.by}: ${judged(section)}`));
  return [name, section.comment ? el("p", { class: "said", dir: "auto" }, section.comment) : null].filter(Boolean);
}

function listed({ by, on, current, sections }) {
  const title = fill(words.comments_of, { name: by, day: shown(on) });
  const close = button(words.comments_close, () => {
    closeReview();
    byId("words-title").focus();
    say(words.comments_closed);
  });
  close.id = "comments-close";
  return el(
    "section",
    { class: "list comments", "aria-labelledby": "comments-title" },
    el("h3", { id: "comments-title", tabindex: "-1" }, title),
    current ? null : el("p", { class: "older" }, words.comments_older),
    sections.length ? el("ul", {}, ...sections.map(entry)) : el("p", {}, words.comments_none),
    close,
  );
}

function entry(section, index) {
  const path = stepsOf(section.path);
  const go = (event) => {
    event.preventDefault();
    byId("comments").dispatchEvent(new CustomEvent("place", { detail: path, bubbles: true }));
  };
  const name = section.title || section.path;
  const there = holders.has(idOf(path));
  const href = `#${encodeURIComponent(idOf(path))}`;
  const link = there ? el("a", { id: `comments-${index}`, href, click: go, lang: doc.state.language }, name) : name;
  const comment = section.comment ? el("p", { class: "said", dir: "auto" }, section.comment) : null;
  const mark = el("strong", { class: section.right ? "" : "not" }, judged(section));
  return el("li", {}, link, ": ", mark, comment);
}

function shown(day) {
  const when = new Date(`${day}T00:00`);
  if (Number.isNaN(when.getTime())) return day;
  return when.toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
}

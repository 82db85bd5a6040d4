// The pictures of a handout's pages: the old ones stay until the new ones are there, and those come
// before the handout is judged. What the form has the focus on is framed; a click leads to the words
// in the form.

import { byId, calm, el, enable, fill, isOff, words } from "./elements.js";
import { idOf, stepsOf } from "./paths.js";
import { Lost, Refused, ask, doc } from "./server.js";

const ZOOMS = [1, 1.5, 2, 3];
const AGAIN = 1000; // milliseconds: another window asked for pages meanwhile

const frame = byId("pages");
let shown = []; // the pages that the pictures show, as the server said them
let asked = ""; // the file, its revision and the format that were asked for last
let focused = []; // the path that has the focus in the form
let zoom = 0;

// Shows the pages of a revision; calls `done` with what was found on them.
export async function layOut(revision, format, done) {
  const wanted = `${doc.state.file} ${revision} ${format}`;
  if (asked === wanted) return;
  asked = wanted;
  note(words.laying_out, true);
  try {
    const at = `format=${encodeURIComponent(format)}&revision=${revision}`;
    const { pages } = await ask(`pictures?${at}`);
    // Until it is known what stands where, it stands where it stood.
    await show(pages.map((page, number) => ({ ...page, places: shown[number]?.places ?? [] })), wanted);
    if (asked !== wanted) return;
    const preview = await ask(`preview?${at}`);
    await show(preview.pages, wanted);
    if (asked !== wanted) return;
    judge(preview);
    note("");
    done(preview);
  } catch (error) {
    if (asked !== wanted) return;
    asked = "";
    if (error instanceof Lost) return;
    if (doc.ended) return;
    const gone = error.name === "EncodingError"; // pictures of older pages are not kept
    if (gone || error.status === 409) return setTimeout(() => asked || layOut(revision, format, done), AGAIN);
    note(words.not_laid_out);
    if (!(error instanceof Refused)) throw error;
  }
}

// Keeps the pages that there are, and says why there are no new ones.
export function keepPages(why) {
  asked = "";
  note(why);
  byId("verdict").textContent = "";
}

function note(text, busy = false) {
  byId("laying").textContent = text;
  frame.setAttribute("aria-busy", String(busy));
}

async function picture({ src, width, height, alt }) {
  const image = el("img", { src, width, height, alt });
  await image.decode();
  return image;
}

// Shows pages, if they are still wanted; one that looks as it did stays.
async function show(pages, wanted) {
  const there = [...frame.children];
  const isSame = ({ src, alt }, number) => {
    const old = there[number]?.querySelector("img");
    return old?.getAttribute("src") === src && old.alt === alt;
  };
  const images = await Promise.all(pages.map((page, number) => (isSame(page, number) ? null : picture(page))));
  if (asked !== wanted || !pages.length) return;
  images.forEach((image, number) => {
    if (!image) return;
    const sheet = there[number] ?? frame.appendChild(newSheet(number));
    sheet.querySelector("img")?.remove();
    sheet.prepend(image);
  });
  for (const sheet of there.slice(pages.length)) sheet.remove();
  shown = pages;
  outline(focused);
}

function judge(preview) {
  byId("verdict").textContent = preview.published ? words.passes : words.withheld;
  byId("verdict").className = preview.published ? "verdict passes" : "verdict withheld";
  byId("room").replaceChildren(...preview.room.map(panel));
}

function newSheet(number) {
  const sheet = el("div", { class: "sheet" }, el("div", { class: "frames", "aria-hidden": "true" }));
  const under = ({ clientX, clientY }) => {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    return smallest(number, (clientX - left) / width, (clientY - top) / height);
  };
  sheet.addEventListener("click", (event) => {
    const place = under(event);
    if (place) frame.dispatchEvent(new CustomEvent("place", { detail: stepsOf(place.path), bubbles: true }));
  });
  sheet.addEventListener("mousemove", (event) => {
    const place = under(event);
    sheet.classList.toggle("over-place", Boolean(place));
    frames(number, "hover", place ? [place] : []);
  });
  sheet.addEventListener("mouseleave", () => frames(number, "hover", []));
  return sheet;
}

// The smallest place below a point, which is given in parts of the page.
function smallest(number, across, down) {
  const page = shown[number];
  if (!page) return null;
  const [x, y] = [across * page.width, down * page.height];
  const size = ({ box: [x0, y0, x1, y1] }) => (x1 - x0) * (y1 - y0);
  return page.places
    .filter(({ box: [x0, y0, x1, y1] }) => x0 <= x && x <= x1 && y0 <= y && y <= y1)
    .reduce((least, each) => (least && size(least) <= size(each) ? least : each), null);
}

function frames(number, look, places) {
  const { width, height } = shown[number];
  const over = frame.children[number].querySelector(".frames");
  for (const old of over.querySelectorAll(`.${look}`)) old.remove();
  for (const { box } of places) {
    const [x0, y0, x1, y1] = box;
    const drawn = el("div", { class: look });
    drawn.style.left = `${(100 * x0) / width}%`;
    drawn.style.top = `${(100 * y0) / height}%`;
    drawn.style.width = `${(100 * (x1 - x0)) / width}%`;
    drawn.style.height = `${(100 * (y1 - y0)) / height}%`;
    over.append(drawn);
  }
}

// Frames where a path stands on the pages, or all that stands below it.
export function outline(path) {
  focused = path;
  const id = idOf(path);
  const ids = shown.flatMap(({ places }) => places.map((each) => idOf(stepsOf(each.path))));
  const fits = ids.includes(id) ? (each) => each === id : (each) => path.length && each.startsWith(`${id}.`);
  shown.forEach(({ places }, number) => {
    frames(number, "focused", places.filter((each) => fits(idOf(stepsOf(each.path)))));
  });
}

// Moves the pictures, not the page, until what has the focus is seen.
export function bringIntoView() {
  const spot = frame.querySelector(".focused")?.getBoundingClientRect();
  const seen = frame.getBoundingClientRect();
  if (!spot) return;
  const inside = spot.top >= seen.top && spot.bottom <= seen.bottom && spot.left >= seen.left && spot.right <= seen.right;
  if (inside) return;
  const [left, top] = [spot.left - seen.left - seen.width / 4, spot.top - seen.top - seen.height / 4];
  frame.scrollBy({ left, top, behavior: calm() });
}

const STATES = { fits: words.fits, tighter: words.tighter, over: words.over };
function panel({ label, state, words: count }) {
  const said = state === "over" && count == null ? words.over_some : STATES[state];
  const name = label[0].toUpperCase() + label.slice(1);
  return el("li", { class: state }, fill(said, { panel: name, words: count }));
}

function zoomBy(step) {
  zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + step));
  frame.style.setProperty("--zoom", ZOOMS[zoom]);
  enable(byId("smaller"), zoom > 0);
  enable(byId("larger"), zoom < ZOOMS.length - 1);
  bringIntoView();
}
for (const [id, step] of [["smaller", -1], ["larger", 1]]) {
  byId(id).addEventListener("click", ({ currentTarget }) => isOff(currentTarget) || zoomBy(step));
}
zoomBy(0);

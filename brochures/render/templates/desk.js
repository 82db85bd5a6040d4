// What to choose in the print window is shown beside the button that was pressed last, with the keys of
// this computer. A page from disk cannot print another file; where the editor serves it, it can.
const strips = [...document.querySelectorAll(".strip")];
for (const strip of strips) strip.hidden = true;
for (const link of document.querySelectorAll("a.print")) {
  link.addEventListener("click", () => {
    for (const strip of strips) strip.hidden = strip.id !== link.getAttribute("aria-describedby");
  });
  if (location.protocol !== "file:" && navigator.pdfViewerEnabled) link.addEventListener("click", print);
}

// Prints a handout out of a frame that nobody sees; where that cannot be, opens it in a tab.
function print(event) {
  event.preventDefault();
  const { href } = event.currentTarget;
  document.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "hidden";
  frame.ariaHidden = "true";
  frame.tabIndex = -1;
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    } catch {
      window.open(href, "_blank", "noopener");
    }
  });
  frame.src = href;
  document.body.append(frame);
}
const system = navigator.userAgentData?.platform ?? navigator.platform;
const phone = /android/i.test(navigator.userAgent);
const known = /mac/i.test(system) ? ".mac" : /win|linux|chrom/i.test(system) && !phone ? ".pc" : null;
for (const keys of document.querySelectorAll(".keys")) {
  if (known) keys.replaceChildren(keys.querySelector(known));
}

// On a narrow screen the steps are folded.
const narrow = matchMedia("screen and (max-width: 36rem)");
function fold() {
  for (const how of document.querySelectorAll(".how")) how.open = !narrow.matches;
}
fold();
narrow.addEventListener("change", fold);

// Shows the handouts of a topic or in a language, and says how many they are.
const filters = document.querySelector(".filters");
const cards = [...document.querySelectorAll("article")];
let chosen = {};
function fits(card, wanted) {
  return Object.entries(wanted).every(([kind, value]) => !value || card.dataset[kind] === value);
}
function show() {
  if (!cards.some((card) => fits(card, chosen))) chosen = {}; // what was chosen is gone since
  for (const card of cards) card.hidden = !fits(card, chosen);
  for (const button of filters.querySelectorAll("button")) {
    const { kind, value } = button.dataset;
    button.setAttribute("aria-pressed", (chosen[kind] ?? "") === value);
    button.disabled = !cards.some((card) => fits(card, { ...chosen, [kind]: value }));
  }
  const said = filters.querySelector("[data-said]");
  const number = cards.filter((card) => !card.hidden).length;
  said.textContent = said.dataset.said.replace("{number}", number);
}
if (filters) {
  filters.hidden = false;
  show();
  filters.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    chosen[button.dataset.kind] = button.dataset.value;
    show();
  });
}

// Copies the text that a button names; says so; where the browser will not, shows the text selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-said]");
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.closest("details").open = true;
      text.focus();
      text.select();
      if (!document.execCommand("copy")) return;
    }
    said.textContent = said.dataset.said;
  });
}

// Loads the page anew when it was built anew. A page from disk may load a script, but read no file.
// Where there is none, the page is somewhere else than its handouts: it asks no more.
let built;
function ask() {
  const news = document.createElement("script");
  news.onload = () => {
    news.remove();
    if (built && built !== window.built) return anew();
    built = window.built;
    setTimeout(ask, 1000);
  };
  news.onerror = () => news.remove();
  news.src = `built.js?${Date.now()}`;
  document.head.append(news);
}

// What was unfolded, shown or chosen stays so, and where the keyboard was, it is again.
const folded = [...document.querySelectorAll("details")];
const focusable = [...document.querySelectorAll("a, button, summary, textarea")];
function numbers(all, wanted) {
  return all.flatMap((each, number) => (wanted(each) ? [number] : []));
}
function anew() {
  const state = {
    open: numbers(folded, (each) => each.open),
    strips: numbers(strips, (each) => !each.hidden),
    chosen,
    focused: focusable.indexOf(document.activeElement),
  };
  sessionStorage.setItem("desk", JSON.stringify(state));
  location.reload();
}
const state = JSON.parse(sessionStorage.getItem("desk") ?? "null");
sessionStorage.removeItem("desk");
if (state) {
  for (const number of state.open) if (folded[number]) folded[number].open = true;
  for (const number of state.strips) if (strips[number]) strips[number].hidden = false;
  if (filters && Object.keys(state.chosen).length) {
    chosen = state.chosen;
    show();
  }
  focusable[state.focused]?.focus({ preventScroll: true });
}
ask();

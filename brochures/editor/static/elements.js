// What the other scripts share: elements, words, and what is said to those who do not see the page.

export const words = JSON.parse(document.body.dataset.words);
export const byId = (id) => document.getElementById(id);

// Fills in what stands in {braces}.
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (mark, name) => values[name] ?? mark);
}

// Makes an element: true is an attribute without a value, null and false are none, and a function
// listens to the event of its name.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
export function sign(path) {
  const drawn = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  const about = { class: "sign", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" };
  for (const [name, value] of Object.entries(about)) drawn.setAttribute(name, value);
  line.setAttribute("d", path);
  drawn.append(line);
  return drawn;
}

// A button that shows a sign, or words.
export function button(name, action, path) {
  const face = path ? [sign(path), el("span", { class: "hidden" }, name)] : [name];
  const about = { type: "button", class: path ? "small" : null, title: path ? name : null };
  return el("button", { ...about, click: action }, ...face);
}

// A button that cannot be pressed now keeps its place, and the focus if it has it.
export function enable(pressed, possible) {
  pressed.setAttribute("aria-disabled", String(!possible));
}
export function isOff(pressed) {
  return pressed.getAttribute("aria-disabled") === "true";
}

// A status that says the same again is heard only if it was empty in between.
export function say(text) {
  const said = byId("said");
  said.textContent = "";
  setTimeout(() => (said.textContent = text), 50);
}

export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

// Tools that are seldom needed: a button unfolds them.

import { byId } from "./elements.js";

const press = byId("more");
const list = byId("more-tools");
const menu = press.parentElement;

function unfold(open) {
  list.hidden = !open;
  press.setAttribute("aria-expanded", String(open));
}

press.addEventListener("click", () => unfold(list.hidden));
// Whichever is pressed, the focus is on what stays in sight: a dialog gives it back there.
list.addEventListener("click", ({ target }) => {
  const pressed = target.closest("button");
  if (!pressed || pressed.getAttribute("aria-disabled") === "true") return;
  press.focus();
  unfold(false);
}, true);
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || list.hidden) return;
  press.focus();
  unfold(false);
});
menu.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) unfold(false);
});
document.addEventListener("pointerdown", ({ target }) => menu.contains(target) || unfold(false));

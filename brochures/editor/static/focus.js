// Where the focus goes: what is folded around it is unfolded.

const FIRST = "input, textarea, select, summary, button:not(:disabled)";
function visible(element) {
  return element?.checkVisibility?.() ?? Boolean(element);
}

function reveal(element) {
  for (let each = element.closest("details"); each; each = each.parentElement.closest("details")) {
    each.open = true;
  }
}

// Puts the focus into a part: on its first control.
export function focusFirst(id) {
  const element = document.getElementById(id);
  if (!element) return;
  reveal(element);
  const inside = [...element.querySelectorAll(FIRST)].filter(visible);
  const first = element.matches(FIRST) ? element : inside.find((each) => each.matches("input, textarea, select"));
  const target = first ?? inside[0] ?? element;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

// Copies the text that a button names; says so; where the browser will not, shows the text selected.
for (const button of document.querySelectorAll("[data-copy]")) {
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

// What was unfolded stays so, and where the keyboard was, it is again.
const folded = [...document.querySelectorAll("details")];
const focusable = [...document.querySelectorAll("a, button, summary, textarea")];
function anew() {
  const open = folded.flatMap((each, number) => (each.open ? [number] : []));
  sessionStorage.setItem("desk", JSON.stringify([open, focusable.indexOf(document.activeElement)]));
  location.reload();
}
const [open, focused] = JSON.parse(sessionStorage.getItem("desk") ?? "[[], -1]");
sessionStorage.removeItem("desk");
for (const number of open) if (folded[number]) folded[number].open = true;
focusable[focused]?.focus({ preventScroll: true });
ask();

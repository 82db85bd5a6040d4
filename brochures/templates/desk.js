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

/* Adds to pages that work without it: buttons that copy citations, and the line of an edition by the reader's day. */
(() => {
  "use strict";

  function addCopyButtons() {
    const label = document.getElementById("uklad-copy");
    if (!label) return;
    for (const number of document.querySelectorAll(".number[data-cite]")) addCopyButton(number, label.dataset);
  }

  function addCopyButton(number, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = label.short;
    button.title = label.label;
    button.setAttribute("aria-label", `${label.short} ${number.textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(`${number.dataset.cite}\n${number.href}`);
      button.textContent = "✓";
      setTimeout(() => { button.textContent = label.short; }, 2000);
    });
    number.after(button);
  }

  function sayWhatHolds() {
    const today = new Date().toISOString().slice(0, 10);
    for (const line of document.querySelectorAll("[data-from]")) {
      if (today >= line.dataset.from) line.firstChild.textContent = line.dataset.then;
    }
    for (const line of document.querySelectorAll("[data-until]")) {
      if (today > line.dataset.until) line.textContent = line.dataset.then;
    }
  }

  for (const start of [addCopyButtons, sayWhatHolds]) queueMicrotask(start);
})();

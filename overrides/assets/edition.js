/* Adds to pages that work without it: a button that copies a clause's citation, and the line of an edition by the reader's day. */
const label = document.getElementById("uklad-copy");

document.querySelectorAll(".number[data-cite]").forEach((number) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = label.dataset.short;
  button.title = label.dataset.label;
  button.setAttribute("aria-label", `${button.textContent} ${number.textContent}`);
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(`${number.dataset.cite}\n${number.href}`).then(() => {
      button.textContent = "✓";
      setTimeout(() => { button.textContent = label.dataset.short; }, 2000);
    });
  });
  number.after(button);
});

document.querySelectorAll("[data-from]").forEach((line) => {
  const today = new Date().toISOString().slice(0, 10);
  if (today >= line.dataset.from) line.firstChild.textContent = line.dataset.then;
});

/* Many schools: a box that filters them by name and place. Without it the groups fold by themselves. */
(() => {
  const list = document.querySelector(".directory");
  if (!list) return;
  const said = list.dataset;
  const plain = (text) => ` ${text.toLowerCase().replace(/ё/g, "е").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  const make = (name, settings = {}) => Object.assign(document.createElement(name), settings);
  const form = make("div", { className: "directory-find" });
  const label = make("label", { textContent: said.find });
  const box = make("input", { type: "search", autocomplete: "off", spellcheck: false });
  const status = make("p");
  form.setAttribute("role", "search");
  status.setAttribute("role", "status");
  label.append(box);
  form.append(label, status);
  list.before(form);

  let groups;
  const read = () => [...list.querySelectorAll(".group")].map((group) => ({
    group,
    fold: group.querySelector("details"),
    place: plain(group.querySelector("summary, b").textContent),
    lines: [...group.querySelectorAll("ul > li")].map((line) => ({ line, text: plain(line.textContent) })),
  }));

  const filter = () => {
    groups ??= read();
    const words = plain(box.value).trim().split(" ").filter(Boolean);
    let count = 0;
    for (const { group, fold, place, lines } of groups) {
      let here = 0;
      for (const { line, text } of lines) {
        const fits = words.every((word) => (place + text).includes(` ${word}`));
        line.hidden = !fits;
        here += fits;
      }
      group.hidden = !here;
      if (fold) fold.open = words.length > 0 && here > 0;
      count += here;
    }
    for (const head of list.querySelectorAll("h2")) {
      head.hidden = !head.nextElementSibling.querySelector(".group:not([hidden])");
    }
    list.classList.toggle("filtered", words.length > 0);
    list.querySelector(".letters").hidden = words.length > 0;
    status.textContent = !words.length ? "" : count ? said.found.replace("{count}", count) : said.none;
  };
  box.addEventListener("input", filter);
  if (box.value) filter();
})();

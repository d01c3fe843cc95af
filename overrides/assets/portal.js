/* Many schools: a box that filters them by name and place. Without it the groups fold by themselves. */
(() => {
  "use strict";

  function plain(text) {
    return ` ${text.toLowerCase().replace(/ё/g, "е").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  }

  function make(name, settings, ...children) {
    const element = Object.assign(document.createElement(name), settings);
    element.append(...children);
    return element;
  }

  function readGroup(group) {
    return {
      group,
      fold: group.querySelector("details"),
      place: plain(group.querySelector("summary, b").textContent),
      lines: [...group.querySelectorAll("ul > li")].map((line) => ({ line, text: plain(line.textContent) })),
    };
  }

  /* Shows the schools of a group that have every word; returns how many. */
  function filterGroup({ group, fold, place, lines }, words) {
    let count = 0;
    for (const { line, text } of lines) {
      const fits = words.every((word) => (place + text).includes(` ${word}`));
      line.hidden = !fits;
      count += fits;
    }
    group.hidden = !count;
    if (fold) fold.open = words.length > 0 && count > 0;
    return count;
  }

  function hideEmptyHeads(list) {
    for (const head of list.querySelectorAll("h2")) {
      head.hidden = !head.nextElementSibling.querySelector(".group:not([hidden])");
    }
  }

  function addFilter() {
    const list = document.querySelector(".directory");
    if (!list) return;
    const said = list.dataset;
    const box = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const status = make("p");
    const form = make("div", { className: "directory-find" }, make("label", {}, said.find, box), status);
    let groups;
    const filter = () => {
      groups ??= [...list.querySelectorAll(".group")].map(readGroup);
      const words = plain(box.value).trim().split(" ").filter(Boolean);
      const count = groups.reduce((sum, group) => sum + filterGroup(group, words), 0);
      hideEmptyHeads(list);
      list.classList.toggle("filtered", words.length > 0);
      list.querySelector(".letters").hidden = words.length > 0;
      if (!words.length) status.textContent = "";
      else status.textContent = count ? said.found.replace("{count}", count) : said.none;
    };
    form.setAttribute("role", "search");
    status.setAttribute("role", "status");
    list.before(form);
    box.addEventListener("input", filter);
    if (box.value) filter();
  }

  addFilter();
})();

/* What pages gain with scripts: menu, colours, explanations, ticks, the remembered role. Pages are whole without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  const here = document.currentScript.dataset;
  const words = window.uklad;

  function all(selector) {
    return [...document.querySelectorAll(selector)];
  }

  function make(name, settings, ...children) {
    const element = Object.assign(document.createElement(name), settings);
    element.append(...children);
    return element;
  }

  function makePlain(text, act) {
    const button = make("button", { type: "button", className: "plain" }, text);
    button.addEventListener("click", act);
    return button;
  }

  function remember(name, value) {
    try {
      if (value === null) localStorage.removeItem(`uklad.${name}`);
      else localStorage.setItem(`uklad.${name}`, value);
    } catch { /* nothing is kept */ }
  }

  function recall(name) {
    try {
      return JSON.parse(localStorage.getItem(`uklad.${name}`));
    } catch {
      return null;
    }
  }

  /* The menu: a link to it becomes a button that shows and hides it. */
  function addMenuButton() {
    const menu = document.getElementById("menu");
    const link = document.querySelector("a.menu-open");
    if (!menu || !link) return;
    const opener = make("button", { type: "button", className: "button menu-open" }, ...link.childNodes);
    const isOpen = () => menu.classList.contains("open");
    const show = (open) => {
      menu.classList.toggle("open", open);
      opener.setAttribute("aria-expanded", String(open));
    };
    opener.setAttribute("aria-controls", "menu");
    link.replaceWith(opener);
    show(false);
    opener.addEventListener("click", () => {
      show(!isOpen());
      if (isOpen()) menu.querySelector("li a").focus();
    });
    menu.querySelector(".menu-close")?.remove();
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      show(false);
      opener.focus();
    });
  }

  /* Where there is room beside the text, its contents stand open. */
  function openContents() {
    const toc = document.querySelector("details.toc");
    if (toc) toc.open = matchMedia("(min-width: 80em)").matches;
  }

  /* Colours: as on the device, light, dark. */
  function offerColours() {
    const button = document.getElementById("scheme");
    if (!button) return;
    const said = words.readers.scheme;
    const schemes = ["auto", "light", "dark"];
    const paint = (name) => {
      root.classList.remove("light", "dark");
      if (name !== "auto") root.classList.add(name);
      button.querySelector("span").textContent = button.title = said[name];
      button.dataset.scheme = name;
    };
    paint(schemes.find((name) => root.classList.contains(name)) || "auto");
    button.hidden = false;
    button.addEventListener("click", () => {
      const name = schemes[(schemes.indexOf(button.dataset.scheme) + 1) % 3];
      remember("scheme", name === "auto" ? null : name);
      paint(name);
    });
  }

  /* The panel for low vision comes when it is asked for. */
  function offerSight() {
    const button = document.getElementById("sight");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      if (words.panel) words.panel();
      else document.head.append(make("script", { src: `${here.root}/assets/sight.js` }));
    });
  }

  /* Explanations of words on focus and tap; the first of each word can be reached by keyboard. */
  function explainWords() {
    const page = document.querySelector(".page");
    const explained = all("article abbr[title]");
    if (!page || !explained.length) return;
    const bubble = make("span", { id: "bubble", className: "bubble", hidden: true });
    const hush = () => { bubble.hidden = true; };
    const met = new Set();
    bubble.setAttribute("role", "tooltip");
    page.append(bubble);
    for (const word of explained) {
      word.dataset.says = word.title;
      if (word.closest("a, button, summary")) continue;
      word.removeAttribute("title");
      if (!met.has(word.textContent)) word.tabIndex = 0;
      met.add(word.textContent);
      for (const when of ["focus", "mouseenter", "click"]) word.addEventListener(when, () => explain(word, bubble));
      for (const when of ["blur", "mouseleave"]) word.addEventListener(when, hush);
    }
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hush(); });
    document.addEventListener("click", (event) => { if (!event.target.closest("abbr")) hush(); });
  }

  function explain(word, bubble) {
    bubble.textContent = word.dataset.says;
    bubble.hidden = false;
    word.setAttribute("aria-describedby", "bubble");
    const at = word.getBoundingClientRect();
    const rightmost = root.clientWidth - bubble.offsetWidth - 8;
    bubble.style.top = `${at.bottom + scrollY + 4}px`;
    bubble.style.left = `${Math.max(8, Math.min(at.left, rightmost)) + scrollX}px`;
  }

  /* Ticks: kept by the words of each step, so that a changed step says so. */
  function addTicks() {
    const steps = all("article .step[data-digest]").map(addTick);
    if (!steps.length) return;
    const place = `ticks.${here.school}/${root.lang}/${here.page}`;
    const count = make("p", { className: "ticks-count" });
    let ticks = { ...recall(place) };
    const update = () => {
      const done = steps.filter((step) => showTick(step, ticks[step.id])).length;
      count.textContent = words.ticks.count.replace("{done}", done).replace("{all}", steps.length);
      remember(place, Object.keys(ticks).length ? JSON.stringify(ticks) : null);
    };
    count.setAttribute("role", "status");
    for (const { id, box, digest } of steps) {
      box.addEventListener("change", () => {
        if (box.checked) ticks[id] = digest;
        else delete ticks[id];
        update();
      });
    }
    const clear = makePlain(words.ticks.clear, () => {
      ticks = {};
      update();
    });
    steps.at(-1).element.after(make("div", { className: "ticks" }, count, make("p", {}, words.ticks.note, " ", clear)));
    update();
  }

  function addTick(element) {
    const { id } = element.querySelector(".step-title");
    const box = make("input", { type: "checkbox" });
    const changed = make("p", { className: "changed", hidden: true }, words.ticks.changed);
    box.setAttribute("aria-describedby", id);
    element.append(make("label", { className: "tick" }, box, ` ${words.ticks.done}`), changed);
    return { id, element, box, changed, digest: element.dataset.digest };
  }

  function showTick({ element, box, changed, digest }, ticked) {
    box.checked = ticked === digest;
    element.classList.toggle("ticked", box.checked);
    changed.hidden = !ticked || box.checked;
    return box.checked;
  }

  function roleOf(link) {
    return link.getAttribute("href")?.match(/guides\/([a-z-]+)\.html/)?.[1];
  }

  /* The role chosen last time comes first. */
  function rememberRole() {
    const links = all(".cards.roles a");
    for (const link of links) link.addEventListener("click", () => remember("role", JSON.stringify(roleOf(link))));
    const role = recall("role");
    const card = role && links.find((link) => roleOf(link) === role)?.closest("li");
    if (!card) return;
    const forget = makePlain(words.mine.forget, () => {
      remember("role", null);
      card.classList.remove("mine");
      note.remove();
    });
    const note = make("p", { className: "mine-note" }, words.mine.chosen, " ", forget);
    card.parentElement.prepend(card);
    card.classList.add("mine");
    card.closest(".cards").after(note);
  }

  /* Clauses say what they mean for the remembered role. */
  function markMyClauses() {
    const role = recall("role");
    const mine = role ? all(".clause .done a").filter((link) => roleOf(link) === role) : [];
    if (!mine.length) return;
    for (const link of mine) {
      const step = make("strong", {}, words.mine.step);
      link.closest(".done").prepend(make("span", { className: "for-you" }, step, " ", link.cloneNode(true), ". "));
      link.closest(".clause").classList.add("mine");
    }
    if (!here.page.startsWith("regulation/")) return;
    const clauses = all(".clause");
    const box = make("input", { type: "checkbox" });
    clauses[0].before(make("p", {}, make("label", { className: "tick" }, box, ` ${words.mine.only}`)));
    box.addEventListener("change", () => {
      for (const clause of clauses) clause.hidden = box.checked && !clause.classList.contains("mine");
    });
  }

  /* A letter about a page names the place that the reader came to. */
  function addPlaceToLetter() {
    const letter = document.querySelector(".ask a");
    if (!letter) return;
    const written = letter.href;
    letter.addEventListener("click", () => { letter.href = written + encodeURIComponent(readHash()); });
  }

  function readHash() {
    try {
      return decodeURIComponent(location.hash);
    } catch {
      return location.hash; /* such as #%, which encodes nothing */
    }
  }

  const features = [
    addMenuButton, openContents, offerColours, offerSight, explainWords,
    addTicks, rememberRole, markMyClauses, addPlaceToLetter,
  ];
  for (const start of features) queueMicrotask(start); // each by itself: one that fails stops no other
})();

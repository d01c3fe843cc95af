/* What pages gain with scripts: menu, colours, explanations, ticks, the remembered role. Pages are whole without it. */
(() => {
  const here = document.getElementById("uklad").dataset;
  const words = window.uklad;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, settings = {}, ...children) => {
    const element = Object.assign(document.createElement(name), settings);
    element.append(...children);
    return element;
  };
  const remember = (name, value) => {
    try {
      if (value === null) localStorage.removeItem(`uklad.${name}`);
      else localStorage.setItem(`uklad.${name}`, JSON.stringify(value));
    } catch { /* nothing is kept */ }
  };
  const recall = (name, otherwise) => {
    try { return JSON.parse(localStorage.getItem(`uklad.${name}`)) ?? otherwise; } catch { return otherwise; }
  };

  /* The menu: a link to it becomes a button that shows and hides it. */
  const menu = document.getElementById("menu");
  const opener = make("button", { type: "button", className: "button menu-open" });
  const show = (open) => {
    menu.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
  };
  const link = document.querySelector("a.menu-open");
  if (link && menu) {
    opener.append(...link.childNodes);
    opener.setAttribute("aria-controls", "menu");
    link.replaceWith(opener);
    show(false);
    opener.addEventListener("click", () => {
      show(!menu.classList.contains("open"));
      if (menu.classList.contains("open")) menu.querySelector("li a").focus();
    });
    menu.querySelector(".menu-close").remove();
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.classList.contains("open")) {
        show(false);
        opener.focus();
      }
    });
  }

  /* Where there is room beside the text, its contents stand open. */
  const toc = document.querySelector("details.toc");
  if (toc) toc.open = matchMedia("(min-width: 80em)").matches;

  /* Colours: as on the device, light, dark. */
  const root = document.documentElement;
  const schemes = ["auto", "light", "dark"];
  const scheme = document.getElementById("scheme");
  const paint = (name) => {
    root.classList.remove("light", "dark");
    if (name !== "auto") root.classList.add(name);
    scheme.querySelector("span").textContent = scheme.title = words.readers.scheme[name];
    scheme.dataset.scheme = name;
  };
  paint(root.classList.contains("dark") ? "dark" : root.classList.contains("light") ? "light" : "auto");
  scheme.hidden = false;
  scheme.addEventListener("click", () => {
    const name = schemes[(schemes.indexOf(scheme.dataset.scheme) + 1) % 3];
    try {
      if (name === "auto") localStorage.removeItem("uklad.scheme");
      else localStorage.setItem("uklad.scheme", name);
    } catch { /* nothing is kept */ }
    paint(name);
  });

  /* The panel for low vision comes when it is asked for. */
  const sight = document.getElementById("sight");
  sight.hidden = false;
  sight.addEventListener("click", () => {
    if (window.uklad.panel) window.uklad.panel();
    else document.head.append(make("script", { src: `${here.root}/assets/sight.js` }));
  });

  /* Explanations of words on focus and tap; the first of each word can be reached by keyboard. */
  const bubble = make("span", { id: "bubble", className: "bubble", hidden: true });
  bubble.setAttribute("role", "tooltip");
  document.querySelector(".page").append(bubble);
  const explain = (word) => {
    bubble.textContent = word.dataset.says;
    bubble.hidden = false;
    word.setAttribute("aria-describedby", "bubble");
    const at = word.getBoundingClientRect();
    bubble.style.top = `${at.bottom + scrollY + 4}px`;
    bubble.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - bubble.offsetWidth - 8)) + scrollX}px`;
  };
  const hush = () => { bubble.hidden = true; };
  const met = new Set();
  for (const word of all("article abbr[title]")) {
    word.dataset.says = word.title;
    if (word.closest("a, button, summary")) continue;
    word.removeAttribute("title");
    if (!met.has(word.textContent)) word.tabIndex = 0;
    met.add(word.textContent);
    for (const when of ["focus", "mouseenter", "click"]) word.addEventListener(when, () => explain(word));
    for (const when of ["blur", "mouseleave"]) word.addEventListener(when, hush);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hush(); });
  document.addEventListener("click", (event) => { if (!event.target.closest("abbr")) hush(); });

  /* Ticks: kept by the words of each step, so that a changed step says so. */
  const steps = all("article .step[data-digest]");
  const place = `ticks.${here.school}/${root.lang}/${here.page}`;
  let ticks = recall(place, {});
  const count = make("p", { className: "ticks-count" });
  count.setAttribute("role", "status");
  const update = () => {
    let done = 0;
    for (const step of steps) {
      const id = step.querySelector("h3").id;
      const box = step.querySelector(".tick input");
      box.checked = ticks[id] === step.dataset.digest;
      step.classList.toggle("ticked", box.checked);
      step.querySelector(".changed").hidden = !ticks[id] || box.checked;
      done += box.checked;
    }
    count.textContent = words.ticks.count.replace("{done}", done).replace("{all}", steps.length);
    remember(place, Object.keys(ticks).length ? ticks : null);
  };
  for (const step of steps) {
    const id = step.querySelector("h3").id;
    const box = make("input", { type: "checkbox" });
    box.setAttribute("aria-describedby", id);
    const changed = make("p", { className: "changed", hidden: true }, words.ticks.changed);
    step.append(make("label", { className: "tick" }, box, ` ${words.ticks.done}`), changed);
    box.addEventListener("change", () => {
      if (box.checked) ticks[id] = step.dataset.digest;
      else delete ticks[id];
      update();
    });
  }
  if (steps.length) {
    const clear = make("button", { type: "button", className: "plain" }, words.ticks.clear);
    clear.addEventListener("click", () => { ticks = {}; update(); });
    steps.at(-1).after(make("div", { className: "ticks" }, count, make("p", {}, words.ticks.note, " ", clear)));
    update();
  }

  /* The role chosen last time comes first, and clauses say what they mean for it. */
  const roleOf = (href) => (/guides\/([a-z-]+)\.html/.exec(href || "") || [])[1];
  const role = recall("role", null);
  for (const a of all(".cards.roles a")) a.addEventListener("click", () => remember("role", roleOf(a.getAttribute("href"))));
  const chosen = role && all(".cards.roles a").find((a) => roleOf(a.getAttribute("href")) === role);
  if (chosen) {
    const card = chosen.closest("li");
    const forget = make("button", { type: "button", className: "plain" }, words.mine.forget);
    const note = make("p", { className: "mine-note" }, words.mine.chosen, " ", forget);
    card.parentElement.prepend(card);
    card.classList.add("mine");
    card.closest(".cards").after(note);
    forget.addEventListener("click", () => { remember("role", null); card.classList.remove("mine"); note.remove(); });
  }
  const mine = role ? all(".clause .done a").filter((a) => roleOf(a.getAttribute("href")) === role) : [];
  for (const a of mine) {
    a.closest(".done").prepend(make("span", { className: "for-you" }, make("strong", {}, words.mine.step), " ", a.cloneNode(true), ". "));
    a.closest(".clause").classList.add("mine");
  }
  const clauses = all(".clause");
  if (mine.length && here.page.startsWith("regulation/")) {
    const box = make("input", { type: "checkbox" });
    clauses[0].before(make("p", {}, make("label", { className: "tick" }, box, ` ${words.mine.only}`)));
    box.addEventListener("change", () => { for (const one of clauses) one.hidden = box.checked && !one.classList.contains("mine"); });
  }

  /* A letter about a page names the place that the reader came to. */
  const letter = document.querySelector(".ask a");
  if (letter) {
    const written = letter.href;
    letter.addEventListener("click", () => { letter.href = written + encodeURIComponent(decodeURIComponent(location.hash)); });
  }
})();

/* The panel for low vision: real buttons, settings that combine and stay on this device. */
(() => {
  const words = window.uklad.sight;
  const root = document.documentElement;
  const opener = document.getElementById("sight");
  const groups = [
    ["size", words.size, words.sizes, "100 125 150 200"],
    ["colours", words.colours, words.colours_of, "as-is black-on-white white-on-black blue brown green"],
    ["images", words.images, words.images_of, "on off"],
    ["letters", words.letters, words.gaps, "normal middle large"],
    ["lines", words.lines, words.line_gaps, "normal middle large"],
    ["face", words.face, words.faces, "sans serif"],
  ].map(([name, title, said, values]) => [name, title, said, values.split(" ")]);
  const usual = Object.fromEntries(groups.map(([name, , , values]) => [name, values[0]]));
  const chosen = (name) => root.getAttribute(`data-sight-${name}`) || usual[name];
  const keep = () => {
    const kept = {};
    for (const [name] of groups) if (chosen(name) !== usual[name]) kept[name] = chosen(name);
    try {
      if (Object.keys(kept).length) localStorage.setItem("uklad.sight", JSON.stringify(kept));
      else localStorage.removeItem("uklad.sight");
    } catch { /* nothing is kept */ }
  };
  const set = (name, value) => {
    if (value === usual[name]) root.removeAttribute(`data-sight-${name}`);
    else root.setAttribute(`data-sight-${name}`, value);
  };
  const button = (text, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.addEventListener("click", act);
    return element;
  };
  const panel = document.createElement("section");
  panel.className = "sight";
  panel.id = "sight-panel";
  panel.setAttribute("aria-label", words.open);
  const shown = () => {
    for (const one of panel.querySelectorAll("[data-name]")) one.setAttribute("aria-pressed", String(chosen(one.dataset.name) === one.dataset.value));
  };
  for (const [name, title, said, values] of groups) {
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", `sight-${name}`);
    const heading = document.createElement("span");
    heading.id = `sight-${name}`;
    heading.textContent = title;
    group.append(heading);
    for (const value of values) {
      const one = button(said[value], () => { set(name, value); keep(); shown(); });
      one.dataset.name = name;
      one.dataset.value = value;
      group.append(one);
    }
    panel.append(group);
  }
  const reset = () => { for (const [name] of groups) set(name, usual[name]); keep(); shown(); };
  const close = () => { panel.hidden = true; opener.setAttribute("aria-expanded", "false"); opener.focus(); };
  const last = document.createElement("div");
  last.append(button(words.reset, reset), button(words.usual, () => { reset(); close(); }));
  const note = document.createElement("p");
  note.textContent = words.note;
  panel.append(last, note);
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  document.querySelector(".head").after(panel);
  opener.setAttribute("aria-controls", "sight-panel");
  window.uklad.panel = () => {
    if (!panel.hidden) return close();
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    return panel.querySelector("button").focus();
  };
  panel.hidden = true;
  shown();
  window.uklad.panel();
})();

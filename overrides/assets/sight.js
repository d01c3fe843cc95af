/* The panel for low vision: real buttons, settings that combine and stay on this device. */
(() => {
  "use strict";
  const root = document.documentElement;
  const words = window.uklad.sight;
  const opener = document.getElementById("sight");
  const settings = [
    { name: "size", title: words.size, said: words.sizes, values: ["100", "125", "150", "200"] },
    {
      name: "colours", title: words.colours, said: words.colours_of,
      values: ["as-is", "black-on-white", "white-on-black", "blue", "brown", "green"],
    },
    { name: "images", title: words.images, said: words.images_of, values: ["on", "off"] },
    { name: "letters", title: words.letters, said: words.gaps, values: ["normal", "middle", "large"] },
    { name: "lines", title: words.lines, said: words.line_gaps, values: ["normal", "middle", "large"] },
    { name: "face", title: words.face, said: words.faces, values: ["sans", "serif"] },
  ];

  function make(name, ...children) {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  }

  function makeButton(text, act) {
    const button = make("button", text);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  function chosen({ name, values }) {
    return root.getAttribute(`data-sight-${name}`) || values[0];
  }

  function choose({ name, values }, value) {
    if (value === values[0]) root.removeAttribute(`data-sight-${name}`);
    else root.setAttribute(`data-sight-${name}`, value);
  }

  function remember() {
    const changed = settings.filter((setting) => chosen(setting) !== setting.values[0]);
    const kept = Object.fromEntries(changed.map((setting) => [setting.name, chosen(setting)]));
    try {
      if (changed.length) localStorage.setItem("uklad.sight", JSON.stringify(kept));
      else localStorage.removeItem("uklad.sight");
    } catch { /* nothing is kept */ }
  }

  function makeGroup(setting, update) {
    const title = make("span", setting.title);
    const group = make("div", title);
    title.id = `sight-${setting.name}`;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", title.id);
    for (const value of setting.values) {
      const button = makeButton(setting.said[value], () => {
        choose(setting, value);
        update();
      });
      button.dataset.name = setting.name;
      button.dataset.value = value;
      group.append(button);
    }
    return group;
  }

  function showChosen(panel) {
    for (const setting of settings) {
      for (const button of panel.querySelectorAll(`[data-name=${setting.name}]`)) {
        button.setAttribute("aria-pressed", String(chosen(setting) === button.dataset.value));
      }
    }
  }

  function makePanel(close) {
    const panel = make("section");
    const update = () => {
      remember();
      showChosen(panel);
    };
    const reset = () => {
      for (const setting of settings) choose(setting, setting.values[0]);
      update();
    };
    const usual = makeButton(words.usual, () => {
      reset();
      close();
    });
    panel.className = "sight";
    panel.id = "sight-panel";
    panel.setAttribute("aria-label", words.open);
    panel.append(...settings.map((setting) => makeGroup(setting, update)));
    panel.append(make("div", makeButton(words.reset, reset), usual), make("p", words.note));
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    showChosen(panel);
    return panel;
  }

  function addPanel() {
    const head = document.querySelector(".head");
    if (!opener || !head) return;
    const show = (open) => {
      panel.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
      (open ? panel.querySelector("button") : opener).focus();
    };
    const panel = makePanel(() => show(false));
    head.after(panel);
    opener.setAttribute("aria-controls", panel.id);
    window.uklad.panel = () => show(panel.hidden);
    show(true);
  }

  addPanel();
})();

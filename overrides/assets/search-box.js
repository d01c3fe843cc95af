/* The box of the search: a combobox with results by page, and the page of results that has an address. */
(() => {
  "use strict";
  const { openIndex, search, marker } = window.ukladSearch;
  const AROUND = 150;
  const IN_PANEL = 8;

  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  function setAll(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }

  function snippet(text, isMeant) {
    const found = [...text.matchAll(/\d+(?:[.,]\d+)+|[\p{L}\p{N}]+/gu)].filter(([word]) => isMeant(word));
    const [from, to] = bounds(text, bestStart(found));
    const out = make("span", "find-text", from ? "… " : "");
    let at = from;
    for (const { index, 0: word } of found) {
      if (index < from || index + word.length > to) continue;
      out.append(text.slice(at, index), make("mark", "", word));
      at = index + word.length;
    }
    out.append(text.slice(at, to), to < text.length ? " …" : "");
    return out;
  }

  /* Where most of the different words stand near. */
  function bestStart(found) {
    let best = 0;
    let most = -1;
    for (const { index } of found) {
      const near = found.filter((other) => other.index >= index && other.index < index + AROUND);
      const different = new Set(near.map(([word]) => word.toLowerCase())).size;
      if (different > most) [most, best] = [different, index];
    }
    return best;
  }

  function bounds(text, place) {
    const from = place < 50 ? 0 : text.lastIndexOf(" ", place - 30) + 1;
    const to = text.length <= from + AROUND + 30 ? -1 : text.indexOf(" ", from + AROUND);
    return [from, to < 0 ? text.length : to];
  }

  function headOf(unit, said) {
    if (unit.kind === "page") return unit.title;
    return unit.heading || unit.clause.heading || unit.up?.heading || said.kinds[unit.kind];
  }

  function describe(unit, said) {
    const section = unit.kind !== "page" && unit.up?.kind === "section" ? unit.up.heading : "";
    const isForFew = unit.roles && unit.roles.split(",").length < 4;
    const roles = isForFew ? said.for.replace("{roles}", unit.roles) : "";
    return [said.kinds[unit.kind], section, roles].filter(Boolean).join(" · ");
  }

  class SearchBox {
    constructor(form, data) {
      const panel = form.querySelector(".find-panel");
      const place = panel || document;
      this.index = openIndex(data);
      this.root = form.dataset.assets.replace(/assets\/$/, "");
      this.form = form;
      this.box = form.elements.q;
      this.panel = panel;
      this.status = form.querySelector("[role=status]");
      this.list = place.querySelector("[data-uklad=results]");
      this.count = place.querySelector(".find-count");
      this.active = -1;
    }

    link({ unit }, isMeant, number) {
      const { said } = this.index;
      const link = make("a", "find-result");
      link.href = this.root + unit.page + (unit.anchor ? `#${unit.anchor}` : "");
      link.append(make("span", "find-head", headOf(unit, said)), " ");
      link.append(make("span", "find-kind", describe(unit, said)), " ", snippet(unit.text, isMeant));
      if (this.panel) {
        link.id = `find-result-${number}`;
        link.tabIndex = -1;
        setAll(link, { role: "option", "aria-selected": "false" });
      }
      return link;
    }

    group({ title }, number) {
      const heading = make(this.panel ? "p" : "h2", "find-page", title);
      const group = make("div", "find-group");
      if (this.panel) {
        heading.id = `find-page-${number}`;
        heading.setAttribute("role", "presentation");
        setAll(group, { role: "group", "aria-labelledby": heading.id });
      }
      group.append(heading);
      return group;
    }

    show(asked) {
      const { said } = this.index;
      const groups = search(this.index, asked, this.panel ? 2 : 6);
      const isMeant = marker(this.index, asked);
      const whole = groups.reduce((sum, one) => sum + one.results.length, 0);
      let shown = 0;
      this.list.textContent = "";
      for (const [number, one] of groups.entries()) {
        if (this.panel && shown >= IN_PANEL) break;
        const group = this.group(one, number);
        for (const result of one.results) group.append(this.link(result, isMeant, shown++));
        this.list.append(group);
      }
      this.active = -1;
      this.box.removeAttribute("aria-activedescendant");
      this.say(whole ? said.count.replace("{count}", whole) : said.none);
    }

    say(text) {
      this.count.textContent = this.status.textContent = text;
    }

    open(wanted) {
      if (!this.panel) return;
      this.panel.hidden = !wanted;
      this.box.setAttribute("aria-expanded", String(wanted));
    }

    hear() {
      const asked = this.box.value.trim();
      if (asked) {
        this.show(asked);
      } else {
        this.list.textContent = "";
        this.say("");
      }
      this.open(asked !== "");
      this.address(asked);
    }

    address(asked) {
      const query = `?q=${encodeURIComponent(asked)}`;
      if (this.panel) this.panel.querySelector(".find-all").href = this.form.getAttribute("action") + query;
      else history.replaceState(null, "", asked ? query : location.pathname);
    }

    /* Before the first result and after the last is the box itself. */
    choose(number) {
      const links = this.list.querySelectorAll("a");
      if (!links.length) return;
      if (this.active >= 0) links[this.active].setAttribute("aria-selected", "false");
      this.active = number < links.length ? number : -1;
      if (this.active < 0) {
        this.box.removeAttribute("aria-activedescendant");
        return;
      }
      const link = links[this.active];
      link.setAttribute("aria-selected", "true");
      link.scrollIntoView({ block: "nearest" });
      this.box.setAttribute("aria-activedescendant", link.id);
    }

    move(step) {
      const last = this.list.querySelectorAll("a").length - 1;
      if (this.panel.hidden && this.box.value.trim()) this.hear();
      else this.choose(step < 0 && this.active < 0 ? last : this.active + step);
    }

    escape() {
      if (this.panel.hidden) {
        this.box.value = "";
        this.hear();
      } else {
        this.open(false);
      }
    }

    press(event) {
      const act = {
        ArrowDown: () => this.move(1),
        ArrowUp: () => this.move(-1),
        Escape: () => this.escape(),
        Enter: !this.panel.hidden && this.active >= 0 && (() => this.list.querySelectorAll("a")[this.active].click()),
      }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }

    listen() {
      this.box.addEventListener("input", () => this.hear());
      if (this.panel) {
        this.listenInPanel();
      } else {
        this.form.addEventListener("submit", (event) => {
          event.preventDefault();
          this.hear();
        });
      }
      this.form.setAttribute("data-ready", "");
      if (this.box.value.trim()) this.hear();
    }

    listenInPanel() {
      const { box, form, list, panel } = this;
      setAll(box, {
        role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
      });
      box.addEventListener("keydown", (event) => this.press(event));
      form.addEventListener("focusin", () => {
        if (box.value.trim() && panel.hidden && document.activeElement === box) this.hear();
      });
      form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) this.open(false); });
      panel.addEventListener("mousedown", (event) => event.preventDefault());
      list.addEventListener("click", () => this.open(false));
    }
  }

  window.ukladSearch.begin = (form, data) => new SearchBox(form, data).listen();
})();

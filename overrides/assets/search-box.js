/* The box of the search: a combobox with a list of results by page, and the page of results that has an address. */
(function () {
  "use strict";
  var Search = window.UkladSearch, AROUND = 150, IN_PANEL = 8;

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  /* The part of a text where most of the words stand, with those words marked. */
  function snippet(text, isMeant) {
    var found = [], pattern = /\d+(?:[.,]\d+)+|[\p{L}\p{N}]+/gu, match;
    while ((match = pattern.exec(text))) if (isMeant(match[0])) found.push({ at: match.index, word: match[0] });
    var best = 0, most = -1;
    found.forEach(function (one) {
      var inside = new Set(found.filter(function (other) { return other.at >= one.at && other.at < one.at + AROUND; }).map(function (other) { return other.word.toLowerCase(); }));
      if (inside.size > most) { most = inside.size; best = one.at; }
    });
    var from = best < 50 ? 0 : text.lastIndexOf(" ", best - 30) + 1, to = text.length <= from + AROUND + 30 ? text.length : text.indexOf(" ", from + AROUND);
    if (to < 0) to = text.length;
    var out = make("span", "find-text", from ? "… " : ""), at = from;
    found.forEach(function (one) {
      if (one.at < from || one.at + one.word.length > to) return;
      out.append(text.slice(at, one.at), make("mark", "", one.word));
      at = one.at + one.word.length;
    });
    out.append(text.slice(at, to), to < text.length ? " …" : "");
    return out;
  }

  Search.begin = function (form, index) {
    var box = form.elements.q, panel = form.querySelector(".find-panel"), status = form.querySelector("[role=status]");
    var engine = new Search.Engine(index), said = engine.said, root = form.getAttribute("data-assets").replace(/assets\/$/, "");
    var place = panel || document, list = place.querySelector("[data-uklad=results]"), count = place.querySelector(".find-count");
    var active = -1;

    function options() { return list.querySelectorAll("a"); }

    function headOf(unit) {
      if (unit.kind === "page") return unit.title;
      return unit.heading || unit.clause.heading || (unit.up && unit.up.heading) || said.kinds[unit.kind];
    }

    function describe(unit) {
      var roles = unit.roles && unit.roles.split(",").length < 4 ? said.for.replace("{roles}", unit.roles) : "";
      return [said.kinds[unit.kind], unit.kind !== "page" && unit.up && unit.up.kind === "section" ? unit.up.heading : "", roles].filter(Boolean).join(" · ");
    }

    function link(one, isMeant, id) {
      var unit = one.unit, element = make("a", "find-result");
      element.href = root + unit.page + (unit.anchor ? "#" + unit.anchor : "");
      element.append(make("span", "find-head", headOf(unit)), " ", make("span", "find-kind", describe(unit)), " ", snippet(unit.text, isMeant));
      if (panel) {
        element.id = "find-result-" + id;
        element.tabIndex = -1;
        element.setAttribute("role", "option");
        element.setAttribute("aria-selected", "false");
      }
      return element;
    }

    function group(one, number) {
      var part = make("div", "find-group"), title = make(panel ? "p" : "h2", "find-page", one.title);
      if (panel) {
        title.id = "find-page-" + number;
        title.setAttribute("role", "presentation");
        part.setAttribute("role", "group");
        part.setAttribute("aria-labelledby", title.id);
      }
      part.append(title);
      return part;
    }

    function show(asked) {
      var groups = engine.search(asked, panel ? 2 : 6), isMeant = engine.marker(asked), shown = 0, whole = 0;
      list.textContent = "";
      groups.forEach(function (one, number) {
        whole += one.results.length;
        if (panel && shown >= IN_PANEL) return;
        var part = group(one, number);
        one.results.forEach(function (result) { part.append(link(result, isMeant, shown++)); });
        list.append(part);
      });
      active = -1;
      box.removeAttribute("aria-activedescendant");
      count.textContent = status.textContent = whole ? said.count.replace("{count}", whole) : said.none;
    }

    function open(wanted) {
      if (!panel) return;
      panel.hidden = !wanted;
      box.setAttribute("aria-expanded", String(wanted));
    }

    function hear() {
      var asked = box.value.trim();
      if (asked) {
        show(asked);
        open(true);
      } else {
        open(false);
        list.textContent = count.textContent = status.textContent = "";
      }
      if (panel) panel.querySelector(".find-all").href = form.getAttribute("action") + "?q=" + encodeURIComponent(asked);
      else history.replaceState(null, "", asked ? "?q=" + encodeURIComponent(asked) : location.pathname);
    }

    function choose(to) {
      var all = options();
      if (!all.length) return;
      if (active >= 0) all[active].setAttribute("aria-selected", "false");
      active = (to + all.length + 1) % (all.length + 1) === all.length ? -1 : (to + all.length + 1) % (all.length + 1);
      if (active < 0) return box.removeAttribute("aria-activedescendant");
      all[active].setAttribute("aria-selected", "true");
      all[active].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", all[active].id);
    }

    function press(event) {
      var isOpen = !panel.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen && box.value.trim()) hear();
        else choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? options().length - 1 : active - 1);
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        options()[active].click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (isOpen) open(false);
        else { box.value = ""; hear(); }
      }
    }

    box.addEventListener("input", hear);
    if (panel) {
      [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]].forEach(function (pair) {
        box.setAttribute(pair[0], pair[1]);
      });
      box.addEventListener("keydown", press);
      form.addEventListener("focusin", function () { if (box.value.trim() && panel.hidden && document.activeElement === box) hear(); });
      form.addEventListener("focusout", function (event) { if (!form.contains(event.relatedTarget)) open(false); });
      panel.addEventListener("mousedown", function (event) { event.preventDefault(); });
      list.addEventListener("click", function () { open(false); });
    } else {
      form.addEventListener("submit", function (event) { event.preventDefault(); hear(); });
    }
    form.setAttribute("data-ready", "");
    if (box.value.trim()) hear();
  };
})();

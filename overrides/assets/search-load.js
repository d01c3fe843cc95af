/* Brings the search when its box gets the focus, or when the address asks something; by tags, so from a folder too. */
(function () {
  "use strict";
  var form = document.querySelector(".find"), left = 3, begun = false;
  if (!form) return;
  var box = form.elements.q, asked = new URLSearchParams(location.search).get("q"), page = !form.querySelector(".find-panel");

  function bring(name) {
    var script = document.createElement("script");
    script.src = form.getAttribute("data-assets") + name;
    script.async = false;
    script.onload = function () { if (!--left) window.UkladSearch.begin(form, window.ukladIndex); };
    script.onerror = function () { form.querySelector("[role=status]").textContent = form.getAttribute("data-unavailable"); };
    document.head.appendChild(script);
  }

  function begin() {
    if (!begun) ["search.js", "search-box.js", "search-index.js"].forEach(bring);
    begun = true;
  }

  box.addEventListener("focus", begin);
  if (page && asked !== null) box.value = asked;
  if ((page && asked) || document.activeElement === box) begin();
})();

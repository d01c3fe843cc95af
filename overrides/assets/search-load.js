/* Brings the search when its box gets the focus, or when the address asks something; by tags, so from a folder too. */
(() => {
  "use strict";
  const PARTS = ["search-words.js", "search.js", "search-box.js", "search-index.js"];
  const form = document.querySelector(".find");
  const box = form?.elements.q;
  if (!box) return;
  const asked = new URLSearchParams(location.search).get("q");
  const isPage = !form.querySelector(".find-panel");
  let left = PARTS.length;
  let isBegun = false;

  function bring(name) {
    const script = document.createElement("script");
    script.src = form.dataset.assets + name;
    script.async = false;
    script.onload = () => { if (!--left) window.ukladSearch.begin(form, window.ukladIndex); };
    script.onerror = () => { form.querySelector("[role=status]").textContent = form.dataset.unavailable; };
    document.head.append(script);
  }

  function begin() {
    if (!isBegun) PARTS.forEach(bring);
    isBegun = true;
  }

  box.addEventListener("focus", begin);
  if (isPage && asked !== null) box.value = asked;
  if ((isPage && asked) || document.activeElement === box) begin();
})();

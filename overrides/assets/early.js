/* Before the first paint: the colours and settings that this device remembers. */
(() => {
  "use strict";
  const root = document.documentElement;

  function setColours() {
    const scheme = localStorage.getItem("uklad.scheme");
    if (scheme === "light" || scheme === "dark") root.classList.add(scheme);
  }

  function setSight() {
    const sight = JSON.parse(localStorage.getItem("uklad.sight") || "{}");
    for (const name of Object.keys(sight)) {
      if (/^[a-z]+$/.test(name)) root.setAttribute(`data-sight-${name}`, sight[name]);
    }
  }

  root.classList.add("js");
  try {
    setColours();
    setSight();
  } catch { /* a device that remembers nothing shows the usual page */ }
})();

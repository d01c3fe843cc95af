/* Before the first paint: the colours and settings that this device remembers. */
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const scheme = localStorage.getItem("uklad.scheme");
    if (scheme === "light" || scheme === "dark") root.classList.add(scheme);
    const sight = JSON.parse(localStorage.getItem("uklad.sight") || "{}");
    for (const name of Object.keys(sight)) if (/^[a-z]+$/.test(name)) root.setAttribute(`data-sight-${name}`, sight[name]);
  } catch { /* a device that remembers nothing shows the usual page */ }
})();

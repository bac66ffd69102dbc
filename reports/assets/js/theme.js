// Before anything is shown: the colours that the reader chose last time, if any.
(() => {
  "use strict";
  try {
    const chosen = localStorage.getItem("credscope.theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch { /* a browser that remembers nothing shows the system's colours */ }
})();
// From the evidence a reader returns to the view as it was left, whichever led there.
(() => {
  "use strict";
  const where = "credscope.view";
  addEventListener("pagehide", () => {
    if (document.querySelector("a.back")) return;
    const name = document.querySelector("nav [aria-current]")?.textContent ?? "";
    try { sessionStorage.setItem(where, JSON.stringify([location.href, name])); } catch { /* nothing is remembered */ }
  });
  addEventListener("DOMContentLoaded", () => {
    const back = document.querySelector("a.back");
    try {
      const [left, name] = JSON.parse(sessionStorage.getItem(where) ?? "[]");
      if (!back || !name || !left.startsWith(new URL("../", location.href).href)) return;
      [back.href, back.textContent] = [left, name];
    } catch { /* a browser that remembers nothing leads to the view as it opens */ }
  });
})();

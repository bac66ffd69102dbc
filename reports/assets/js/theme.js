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
  try {
    addEventListener("pagehide", () => {
      if (document.querySelector("a.back")) return;
      const name = document.querySelector("nav [aria-current]")?.textContent ?? "";
      sessionStorage.setItem("credscope.view", JSON.stringify([location.href, name]));
    });
    addEventListener("DOMContentLoaded", () => {
      const back = document.querySelector("a.back");
      const [left, name] = JSON.parse(sessionStorage.getItem("credscope.view") ?? "[]");
      if (!back || !name || !left.startsWith(new URL("../", location.href).href)) return;
      [back.href, back.textContent] = [left, name];
    });
  } catch { /* a browser that remembers nothing leads to the view as it opens */ }
})();

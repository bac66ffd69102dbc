// Before anything is shown: the colours that the reader chose last time, if any.
(() => {
  "use strict";
  try {
    const chosen = localStorage.getItem("credscope.theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch { /* a browser that remembers nothing shows the system's colours */ }
})();

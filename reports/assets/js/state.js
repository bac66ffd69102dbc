// Without this file the report is still complete: it makes tables sortable, parts of the market choosable, the report searchable.
"use strict";
{
  const report = window.credscope;
  const read = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  let state = read();
  if (report.packed) {
    const deflated = Uint8Array.from(atob(report.packed), (letter) => letter.charCodeAt(0));
    report.page = JSON.parse(fflate.strFromU8(fflate.unzlibSync(deflated)));
  }
  const restorers = [];

  // What a reader chose stands in the address, so that a link shows a colleague the same view.
  report.recall = (name) => state.get(name) ?? "";
  report.remember = (name, value) => {
    if (value) state.set(name, value); else state.delete(name);
    history.replaceState(null, "", state.size ? "#" + state : location.pathname + location.search);
  };
  report.onReturn = (restore) => restorers.push(restore);
  window.addEventListener("hashchange", () => {
    if (location.hash && !location.hash.includes("=")) return;  // a place on the page
    state = read();
    for (const restore of restorers) restore();
  });

  report.say = (pattern, ...parts) => pattern.replace(/\{\w*\}/g, () => parts.shift());
  report.count = (number) => report.formatter.format(number);
  report.formatter = new Intl.NumberFormat(report.language);
  report.make = (tag, attributes, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  const theme = document.querySelector(".theme select");
  const root = document.documentElement;
  theme.value = root.dataset.theme ?? "";
  theme.closest("[hidden]").hidden = false;
  theme.addEventListener("change", () => {
    if (theme.value) root.dataset.theme = theme.value; else delete root.dataset.theme;
    try {
      if (theme.value) localStorage.setItem("credscope.theme", theme.value); else localStorage.removeItem("credscope.theme");
    } catch { /* the choice then holds for this page */ }
  });
}

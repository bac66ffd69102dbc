// Pictures are drawn and tables made sortable and searchable here; without this file the report is still complete.
(() => {
  "use strict";
  const state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const remember = (name, value) => {
    if (value) state.set(name, value); else state.delete(name);
    history.replaceState(null, "", "#" + state);
  };
  const make = (tag, attributes, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  const views = new Map();
  for (const chart of document.querySelectorAll(".chart")) {
    const spec = JSON.parse(chart.nextElementSibling.textContent);
    if (spec.facet) spec.columns = Math.max(1, Math.min(spec.columns, Math.floor(chart.clientWidth / 280)));
    const options = { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true } };
    vegaEmbed(chart, spec, options).then(({ view }) => {
      chart.querySelector("svg").setAttribute("aria-hidden", "true");  // the chart's own label and the table speak for it
      const drives = chart.closest("figure").querySelector(".key")?.dataset.drives;
      if (drives) { views.set(drives, view); show(drives, state.get(drives + ".is") ?? ""); }
    }, (error) => { chart.textContent = "The picture could not be drawn: " + error.message; console.error(error); });
  }
  function show(name, word) {
    views.get(name)?.signal("shown", word).runAsync();
    for (const button of document.querySelectorAll(`.key[data-drives="${name}"] button`))
      button.setAttribute("aria-pressed", String(button.textContent.trim() === word));
  }

  const order = (cell) => {
    const given = cell.dataset.order ?? cell.textContent.trim();
    return given === "" ? null : Number.isNaN(Number(given)) ? given.toLowerCase() : Number(given);
  };
  const compare = (a, b) => {
    if (a === null || b === null) return (a === null) - (b === null);  // what is not stated comes last, either way
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  };

  function sort(table, original, heads, index, direction) {
    const rows = original.map((row, place) => ({ row, place, key: order(row.cells[index]) }));
    rows.sort((a, b) => {
      const by = compare(a.key, b.key);
      return (a.key === null || b.key === null ? by : by * direction) || a.place - b.place;
    });
    table.tBodies[0].append(...rows.map(({ row }) => row));
    heads.forEach((head, i) => {
      if (i === index) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  }

  function sortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    const original = [...table.tBodies[0].rows];  // the order among equals, so that a link shows the same view
    const key = table.id + ".sort";
    const numeric = (index) => heads[index].classList.contains("number");
    heads.forEach((head, index) => {
      const button = make("button", { type: "button" }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const direction = now ? (now === "ascending" ? -1 : 1) : numeric(index) ? -1 : 1;
        sort(table, original, heads, index, direction);
        remember(key, index + (direction > 0 ? "a" : "d"));
      });
    });
    const [, index, direction] = /^(\d+)([ad])$/.exec(state.get(key) ?? "") ?? [];
    if (index !== undefined && heads[index]) sort(table, original, heads, Number(index), direction === "a" ? 1 : -1);
  }

  function searchable(table) {
    const filter = table.dataset.filter;
    const words = filter === undefined ? [] : [...new Set([...table.tBodies[0].rows].map((row) => row.cells[filter].textContent.trim()))];
    const about = table.caption.textContent;
    const search = make("input", { type: "search", value: state.get(table.id + ".q") ?? "" });
    const tools = make("div", { className: "tools" }, make("label", {}, "Search ", search));
    tools.setAttribute("role", "search");
    tools.setAttribute("aria-label", about);
    const choice = make("select", {}, make("option", { value: "" }, "all"), ...words.sort().map((w) => make("option", { value: w }, w)));
    choice.value = words.includes(state.get(table.id + ".is")) ? state.get(table.id + ".is") : "";
    if (words.length > 1) tools.append(make("label", {}, table.tHead.rows[0].cells[filter].textContent + " ", choice));
    const told = make("output", {});
    tools.append(told);
    const apply = () => {
      const wanted = search.value.trim().toLowerCase();
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = !(row.textContent.toLowerCase().includes(wanted) &&
          (!choice.value || row.cells[filter].textContent.trim() === choice.value));
        shown += !row.hidden;
      }
      told.textContent = `${shown} of ${table.tBodies[0].rows.length} rows`;
      show(table.id, choice.value);
    };
    search.addEventListener("input", () => { remember(table.id + ".q", search.value.trim()); apply(); });
    choice.addEventListener("change", () => { remember(table.id + ".is", choice.value); apply(); });
    table.parentElement.before(tools);
    for (const mark of document.querySelectorAll(`.key[data-drives="${table.id}"] .mark`)) {
      const button = make("button", { type: "button", className: mark.className }, mark.textContent);
      button.addEventListener("click", () => {
        choice.value = choice.value === mark.textContent ? "" : mark.textContent;
        choice.dispatchEvent(new Event("change"));
      });
      mark.replaceWith(button);
    }
    apply();
  }

  for (const table of document.querySelectorAll("main table")) {
    if (table.tBodies[0].rows.length < 2) continue;
    if (table.tBodies[0].rows.length > 12) searchable(table);
    sortable(table);
  }
})();

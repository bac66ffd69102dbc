// Tables that sort, search, filter and page. Cells are set as text, never as HTML: the rows are of strangers.
{
  const report = window.credscope;
  const { words, make, say } = report;
  const data = report.page ?? { texts: [], cells: [], tables: {} };
  const TOOLS_FROM = 13;
  const LIST_UP_TO = 300;  // words in a filter: a longer list is not chosen from but searched

  // A cell is text, a count, or [text, link, order, hint, mark]; see reports/page_data.py.
  const parts = (cell) => Array.isArray(cell) ? cell : [cell];
  const at = (row, column) => {
    const cell = row[column + 1];
    return typeof cell === "number" && cell < 0 ? data.cells[-1 - cell] : cell;
  };
  const said = (cell) => {
    const [text] = parts(cell);
    return typeof text === "number" ? report.count(text) : text;
  };
  const order = (cell) => {
    const [text, , given] = parts(cell);
    const by = given ?? text;
    if (by === "" || by === "–") return null;
    return typeof by === "number" || Number.isNaN(Number(by)) ? by : Number(by);
  };
  const collator = new Intl.Collator(report.language);
  const compare = (turn) => (a, b) => {
    if (a === null || b === null) return (a === null) - (b === null);  // what is not stated comes last, either way
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return turn * (typeof a === "number" ? a - b : collator.compare(a, b));
  };
  DataTable.ext.type.order["cell-asc"] = compare(1);
  DataTable.ext.type.order["cell-desc"] = compare(-1);

  const node = (row, column) => {
    const [, link, , , mark] = parts(at(row, column));
    const text = said(at(row, column));
    const href = link === 1 ? data.texts[row[0] - 1] : link;
    const shown = href ? make("a", { href, rel: href.includes("://") ? "noopener noreferrer" : "" }, text) : document.createTextNode(text);
    return mark ? make("span", { className: "mark " + mark }, shown) : shown;
  };
  const fromPage = (cell) => {
    const link = cell.querySelector("a");
    return [cell.textContent.trim(), link?.getAttribute("href") ?? 0, cell.dataset.order ?? null, cell.title || null,
      cell.querySelector(".mark")?.className.replace("mark ", "") ?? null];
  };

  function columnsOf(table) {
    return [...table.tHead.rows[0].cells].map((head, column) => ({
      type: "cell",
      cellType: column ? "td" : "th",
      className: head.className,
      searchable: false,  // the library would parse texts as HTML to search them
      orderSequence: head.classList.contains("number") ? ["desc", "asc"] : ["asc", "desc"],
      render: (_, type, row) => type === "display" ? node(row, column) : type === "sort" ? order(at(row, column)) : "",
      createdCell: (cell, _, row) => {
        const hint = parts(at(row, column))[3];
        if (hint) cell.title = hint;
        if (!column) cell.scope = "row";
        if (!head.classList.contains("number")) cell.dir = "auto";
      },
    }));
  }

  function alive(table) {
    const { id } = table;
    const given = data.tables[id] ?? {};
    const whole = given.rows ?? [...table.tBodies[0].rows].map((row) => [0, ...[...row.cells].map(fromPage)]);
    const cuts = given.cuts ?? {};
    const most = Math.max(whole.length, ...Object.values(cuts).map((rows) => rows.length));
    let rows = whole;
    const width = table.tHead.rows[0].cells.length;
    const sorted = () => {
      const [, column, turn] = /^(\d+)([ad])$/.exec(report.recall(id + ".sort")) ?? [];
      return column !== undefined && column < width ? [[Number(column), turn === "a" ? "asc" : "desc"]] : [];
    };
    table.tBodies[0].replaceChildren();
    const shown = new DataTable(table, {
      data: whole,
      columns: columnsOf(table),
      order: sorted(),
      orderMulti: false,
      orderClasses: false,
      autoWidth: false,
      paging: most > report.rows,
      pageLength: report.rows,
      layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null, bottom: most > report.rows ? "paging" : null },
      language: {
        emptyTable: words.none, zeroRecords: words.none, thousands: report.count(1000).slice(1, -3),
        aria: { orderable: words.sort, orderableReverse: words.turn, orderableRemove: words.turn,
          paginate: { first: words.first, previous: words.previous, next: words.next, last: words.last } },
      },
    });
    const box = table.closest(".table");
    const pages = shown.table().container().querySelector(".dt-paging");
    if (pages) box.after(pages);
    const ways = () => pages?.querySelector("nav")?.setAttribute("aria-label", `${words.pages} ${table.caption.textContent}`);
    ways();
    const told = make("output", {});
    const tell = () => { told.textContent = say(words.of, report.count(shown.page.info().recordsDisplay), report.count(rows.length)); };
    const tools = most >= TOOLS_FROM ? search(table, shown, told, () => rows) : null;
    shown.on("draw", () => { tell(); ways(); });
    shown.on("order", () => {
      const [first] = shown.order();
      report.remember(id + ".sort", first ? first[0] + (first[1] === "asc" ? "a" : "d") : "");
    });
    shown.on("page", () => { report.remember(id + ".page", shown.page() ? String(shown.page() + 1) : ""); box.scrollTop = 0; });
    const restore = () => {
      tools?.restore();
      shown.order(sorted()).draw();
      const page = Number(report.recall(id + ".page")) - 1;
      if (page > 0 && page < shown.page.info().pages) shown.page(page).draw("page");
    };
    report.onCut(tools?.element ?? box, (key) => {
      const next = cuts[key] ?? whole;
      if (next !== rows) {
        rows = next;
        shown.clear().rows.add(rows);
        tools?.list();
        shown.draw();
      }
      return key === null || key in cuts;
    });
    restore();
    report.onReturn(restore);
  }

  function search(table, shown, told, rows) {
    const { id } = table;
    const filter = table.dataset.filter === undefined ? null : Number(table.dataset.filter);
    const box = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const choice = make("select", {});
    const wanted = { words: [], is: "" };
    const texts = new WeakMap();
    const text = (row) => {
      if (!texts.has(row)) texts.set(row, row.slice(1).map((_, column) => said(at(row, column))).join("\n").toLowerCase());
      return texts.get(row);
    };
    const matches = (row) => (!wanted.is || said(at(row, filter)) === wanted.is) && wanted.words.every((word) => text(row).includes(word));
    shown.search.fixed("wanted", (_, row) => matches(row));
    const element = make("div", { className: "tools" }, make("label", {}, words.search + " ", box));
    element.setAttribute("role", "search");
    element.setAttribute("aria-label", table.caption.textContent);
    const label = make("label", {}, filter === null ? "" : table.tHead.rows[0].cells[filter].textContent.trim() + " ", choice);
    if (filter !== null) element.append(label);
    element.append(told);
    const list = () => {
      if (filter === null) return;
      const found = [...new Set(rows().map((row) => said(at(row, filter))))].sort(collator.compare);
      label.hidden = found.length < 2 || found.length > LIST_UP_TO;
      choice.replaceChildren(make("option", { value: "" }, words.all), ...found.map((word) => make("option", { value: word }, word)));
      choice.value = found.includes(wanted.is) ? wanted.is : wanted.is = "";
    };
    const apply = () => {
      wanted.words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      wanted.is = choice.value;
      report.drive?.(id, wanted.is);
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.textContent.trim() === wanted.is));
    };
    const changed = (name, value) => { report.remember(name, value); report.remember(id + ".page", ""); apply(); shown.draw(); };
    const buttons = [...document.querySelectorAll(`.key[data-drives="${id}"] .mark`)].map((mark) => {
      const button = make("button", { type: "button", className: mark.className }, mark.textContent);
      button.addEventListener("click", () => {
        choice.value = choice.value === mark.textContent ? "" : mark.textContent;
        changed(id + ".is", choice.value);
      });
      mark.replaceWith(button);
      return button;
    });
    box.addEventListener("input", () => changed(id + ".q", box.value.trim()));
    choice.addEventListener("change", () => changed(id + ".is", choice.value));
    table.closest(".table").before(element);
    list();
    const restore = () => {
      box.value = report.recall(id + ".q");
      choice.value = report.recall(id + ".is");
      if (choice.selectedIndex < 0) choice.value = "";
      apply();
    };
    return { element, list, restore };
  }

  for (const table of document.querySelectorAll("main table"))
    if (table.tBodies[0].rows.length > 1) alive(table);
}

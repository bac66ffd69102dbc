// One box for all that has a page in this report. The library and the names are loaded when the box is first entered.
{
  const report = window.credscope;
  const { words, make, say } = report;
  const root = document.documentElement.dataset.root ?? "";
  const find = document.querySelector(".find");
  const SHOWN = 10;

  const load = (file) => new Promise((done, failed) => {
    document.head.append(make("script", { src: root + file, onload: done, onerror: failed }));
  });
  // “C++”, “C#” and “.NET” are names: only blanks and quiet punctuation part words.
  const tokenize = (text) => text.toLowerCase().split(/[\s,;:/()"'“”‘’–-]+/).filter(Boolean);
  let ready;
  const index = async () => {
    await load("assets/minisearch.js");
    await load("data/subjects.js");
    const made = new MiniSearch({
      fields: ["label"], tokenize,
      searchOptions: { prefix: true, fuzzy: (term) => term.length > 4 && 0.2, combineWith: "AND", tokenize },
    });
    made.addAll(report.subjects.map(([kind, label], id) => ({ id, kind, label })));
    return made;
  };

  if (find) {
    const box = find.querySelector("input");
    const told = make("output", {});
    const list = make("ul", {});
    const found = make("div", { className: "found", hidden: true }, told, list);
    found.setAttribute("role", "group");
    found.setAttribute("aria-label", box.labels[0].textContent.trim());
    find.append(found);
    find.hidden = false;

    const show = async () => {
      const wanted = box.value.trim();
      const hits = wanted ? (await (ready ??= index())).search(wanted) : [];
      if (wanted !== box.value.trim()) return;  // the reader has typed on
      found.hidden = !wanted;
      told.textContent = hits.length ? say(words.found, report.count(hits.length)) : words.nothing;
      list.replaceChildren(...hits.slice(0, SHOWN).map(({ id }) => {
        const [kind, label, slug] = report.subjects[id];
        const name = make("bdi", {}, label);
        return make("li", {}, make("a", { href: `${root}evidence/${slug}.html` }, name, " ", make("small", {}, words.kinds[kind] ?? kind)));
      }));
    };
    const close = () => { found.hidden = true; };
    box.addEventListener("focus", (event) => {
      ready ??= index();
      if (box.value && !found.contains(event.relatedTarget)) show();
    });
    box.addEventListener("input", show);
    find.addEventListener("keydown", (event) => {
      const stops = [box, ...list.querySelectorAll("a")];
      const now = stops.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { box.focus(); close(); }
      else if (event.key === "Enter" && now === 0 && stops[1]) stops[1].click();
      else if (step && !found.hidden) stops[(now + step + stops.length) % stops.length].focus();
      else return;
      event.preventDefault();
    });
    document.addEventListener("pointerdown", (event) => { if (!find.contains(event.target)) close(); });
    find.addEventListener("focusout", (event) => { if (event.relatedTarget && !find.contains(event.relatedTarget)) close(); });
  }
}

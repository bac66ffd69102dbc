// A part of the market: one place, industry, occupation or level at a time, for all that is on the page.
{
  const report = window.credscope;
  const { words, make, say } = report;
  const bar = document.querySelector(".cuts");
  const choices = [...(bar?.querySelectorAll("select") ?? [])];
  const listeners = [];
  const marks = new Map();

  report.cut = () => {
    const kind = choices.length
      ? choices.find((choice) => choice.value)?.dataset.kind
      : ["place", "industry", "occupation", "level"].find((name) => report.recall(name));
    return kind ? { key: `${kind}=${report.recall(kind)}`, kind, code: report.recall(kind) } : null;
  };
  const label = () => choices.find((choice) => choice.value)?.selectedOptions[0].textContent.trim() ?? "";

  // Calls `apply(key)` now and whenever another part is chosen; what it returns false for is marked as not cut.
  report.onCut = (before, apply) => {
    const listen = () => {
      const cut = bar && report.cut();
      const has = apply(cut ? cut.key : null);
      marks.get(before)?.remove();
      if (!cut || has) return;
      const mark = make("p", { className: "scope" }, say(words.uncut, label()));
      marks.set(before, mark);
      before.before(mark);
    };
    listeners.push(listen);
    listen();
  };

  if (bar) {
    const told = bar.querySelector("output");
    const back = make("button", { type: "button" }, words.back);
    const choose = (kind, code) => {
      for (const choice of choices) {
        choice.value = choice.dataset.kind === kind ? code : "";
        report.remember(choice.dataset.kind, choice.value);
      }
      tell();
      for (const listen of listeners) listen();
    };
    const tell = () => told.replaceChildren(...(label() ? [say(words.chosen, label()) + " ", back] : []));
    const restore = () => {
      const kind = choices.find((choice) => report.recall(choice.dataset.kind))?.dataset.kind;
      const choice = choices.find((one) => one.dataset.kind === kind);
      const known = choice && [...choice.options].some((option) => option.value === report.recall(kind));
      for (const one of choices) one.value = one === choice && known ? report.recall(kind) : "";
      tell();
      for (const listen of listeners) listen();
    };
    for (const choice of choices) choice.addEventListener("change", () => choose(choice.dataset.kind, choice.value));
    back.addEventListener("click", () => { choose(null, ""); choices[0].focus(); });
    bar.hidden = false;
    restore();
    report.onReturn(restore);
  }

  // The choice goes with the reader to the other pages.
  const carry = (event) => {
    const link = event.target.closest?.("a[href]");
    const href = link?.getAttribute("href") ?? "";
    const cut = report.cut();
    if (!/^[^:]*\.html(#.*=.*)?$/.test(href)) return;
    link.setAttribute("href", href.replace(/#.*/, "") + (cut ? "#" + new URLSearchParams([[cut.kind, cut.code]]) : ""));
  };
  for (const type of ["click", "auxclick", "contextmenu"]) document.addEventListener(type, carry, true);

  const lead = document.querySelector(".lead");
  const whole = lead ? [...lead.children] : [];
  const parts = new Map([...document.querySelectorAll("template[data-cut]")].map((part) => [part.dataset.cut, part]));
  const [question, heading] = [document.querySelector(".question"), document.querySelector("h1")];
  const title = heading?.textContent;
  if (parts.size) report.onCut(lead, (key) => {
    // The title is the finding of all places: over a part's figures it would mislead.
    const own = parts.has(key);
    question.hidden = own;
    heading.textContent = own ? `${question.textContent.trim()} · ${label()}` : title;
    lead.replaceChildren(...(parts.has(key) ? [parts.get(key).content.cloneNode(true)] : whole));
    return key === null || parts.has(key);
  });
}

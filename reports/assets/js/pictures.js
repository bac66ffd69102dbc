// Pictures are drawn by the chart library, in the colours of the stylesheet and the language of the report.
"use strict";
{
  const report = window.credscope;
  const { words, say } = report;
  const views = new Map();

  report.drive = (name, word) => { views.get(name)?.signal("shown", word).runAsync(); };

  function draw(figure, chart, spec) {
    const full = { config: report.config, ...spec };
    if (full.facet) full.columns = Math.max(1, Math.min(full.columns, Math.floor(chart.clientWidth / 280)));
    const options = {
      ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true },
      formatLocale: report.number, timeFormatLocale: report.time,
    };
    return vegaEmbed(chart, full, options).then(({ view }) => {
      chart.querySelector("svg").setAttribute("aria-hidden", "true");  // the chart's own label and the table speak for it
      const drives = figure.querySelector(".key")?.dataset.drives;
      if (!drives) return;
      views.set(drives, view);
      report.drive(drives, report.recall(drives + ".is"));
    }, (error) => { chart.textContent = say(words.undrawn, error.message); console.error(error); });
  }

  // Texts that come again are written once, rows without their names; see reports/picture_data.py.
  const text = (told) => {
    if (!Array.isArray(told)) return told;
    let gap = 0;
    return report.page.texts[told[0]].replace(/\ue000/g, () => text(told[++gap]));
  };
  const value = (told) => Array.isArray(told?.[0]) ? told[0] : text(told);
  const row = (fields, values) =>
    Object.fromEntries(fields.map((field, i) => [field, values[i]]).filter(([, told]) => !(Array.isArray(told) && !told.length))
      .map(([field, told]) => [field, value(told)]));
  const filled = ({ ...spec }) => {
    const { fields, rows } = spec.data ?? {};
    if (fields) spec.data = { values: rows.map((values) => row(fields, values)) };
    for (const name of ["layer", "layers"]) if (spec[name]) spec[name] = spec[name].map(filled);
    return spec;
  };
  const beside = (whole, { layers, ...differs }) => ({
    ...whole, ...differs, ...(layers && { layer: layers.map((layer, i) => beside(whole.layer[i], layer)) }),
  });

  for (const figure of document.querySelectorAll("figure")) {
    const chart = figure.querySelector(".chart");
    if (!chart) continue;
    const { spec, cuts = {} } = report.page.pictures[figure.id];
    const whole = filled(spec);
    const places = { title: figure.querySelector("h2"), subtitle: figure.querySelector(".subtitle"), source: figure.querySelector("figcaption") };
    const label = chart.getAttribute("aria-label");
    const told = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, place.textContent]));
    let drawn = null;
    report.onCut(chart, (key) => {
      const cut = cuts[key];
      if (drawn !== (cut ?? whole)) {
        drawn = cut ?? whole;
        for (const [name, place] of Object.entries(places)) place.textContent = cut ? text(cut[name]) : told[name];
        chart.setAttribute("aria-label", cut ? `${text(cut.title)}. ${text(cut.subtitle)}` : label);
        draw(figure, chart, cut ? beside(whole, filled(cut.spec)) : whole);
      }
      return key === null || key in cuts;
    });
  }
}

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

  const filled = ({ data, ...spec }) => data?.fields
    ? { ...spec, data: { values: data.rows.map((row) => Object.fromEntries(data.fields.map((field, i) => [field, row[i]]))) } }
    : data ? { ...spec, data } : spec;

  for (const figure of document.querySelectorAll("figure")) {
    const chart = figure.querySelector(".chart");
    if (!chart) continue;
    const whole = JSON.parse(chart.nextElementSibling.textContent);
    const cuts = report.page?.pictures?.[figure.id] ?? {};
    const places = { title: figure.querySelector("h2"), subtitle: figure.querySelector(".subtitle"), source: figure.querySelector("figcaption") };
    const label = chart.getAttribute("aria-label");
    const told = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, place.textContent]));
    let drawn = null;
    report.onCut(chart, (key) => {
      const cut = cuts[key];
      if (drawn !== (cut ?? whole)) {
        drawn = cut ?? whole;
        for (const [name, place] of Object.entries(places)) place.textContent = (cut ?? told)[name];
        chart.setAttribute("aria-label", cut ? `${cut.title}. ${cut.subtitle}` : label);
        draw(figure, chart, cut ? { ...whole, ...filled(cut.spec) } : whole);
      }
      return key === null || key in cuts;
    });
  }
}

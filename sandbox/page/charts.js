// The data_visualization block as a small SVG with a caption that says the same in words.
import { h } from "./dom.js";

const W = 560, H = 220, LEFT = 52, RIGHT = 12, TOP = 12, BOTTOM = 28;

const short = (value) => {
  const size = Math.abs(value);
  const [by, unit] = size >= 1e9 ? [1e9, "B"] : size >= 1e6 ? [1e6, "M"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
  return `${Number((value / by).toPrecision(3))}${unit}`;
};

function scale(series) {
  const values = series.flatMap((one) => one.data.map((point) => point.value));
  const low = Math.min(0, ...values), high = Math.max(0, ...values);
  const span = high - low || 1;
  return { low, high: low + span, y: (value) => TOP + (1 - (value - low) / span) * (H - TOP - BOTTOM) };
}

function axes({ low, high, y }, categories, x) {
  const marks = [0, 1, 2, 3].map((n) => low + ((high - low) * n) / 3);
  const every = Math.ceil(categories.length / 7);
  return [
    marks.map((value) => [
      h("svg:line", { class: "grid", x1: LEFT, x2: W - RIGHT, y1: y(value), y2: y(value) }),
      h("svg:text", { class: "tick", x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, short(value)),
    ]),
    categories.map((name, i) => (i % every ? null : h("svg:text", { class: "tick", x: x(i), y: H - 8, "text-anchor": "middle" }, name))),
  ];
}

function pointsOf(one, categories) {
  const byLabel = new Map(one.data.map((point) => [point.label, point.value]));
  return categories.map((name) => byLabel.get(name) ?? 0);
}

function lineChart(chart, filled) {
  const { categories } = chart.axis_config;
  const step = (W - LEFT - RIGHT) / Math.max(1, categories.length - 1);
  const x = (i) => (categories.length === 1 ? (LEFT + W - RIGHT) / 2 : LEFT + i * step);
  const s = scale(chart.series);
  return [axes(s, categories, x), chart.series.map((one, index) => {
    const points = pointsOf(one, categories).map((value, i) => `${x(i)},${s.y(value)}`);
    const area = `${x(0)},${s.y(0)} ${points.join(" ")} ${x(categories.length - 1)},${s.y(0)}`;
    return [
      filled && h("svg:polygon", { class: `area c${index % 6}`, points: area }),
      h("svg:polyline", { class: `stroke c${index % 6}`, points: points.join(" ") }),
    ];
  })];
}

function barChart(chart) {
  const { categories } = chart.axis_config;
  const slot = (W - LEFT - RIGHT) / categories.length;
  const x = (i) => LEFT + (i + 0.5) * slot;
  const s = scale(chart.series);
  const width = Math.min(36, (slot * 0.72) / chart.series.length);
  return [axes(s, categories, x), chart.series.map((one, index) => pointsOf(one, categories).map((value, i) => {
    const left = x(i) - (width * chart.series.length) / 2 + index * width;
    const top = Math.min(s.y(value), s.y(0));
    return h("svg:rect", { class: `fill c${index % 6}`, x: left, y: top, width: Math.max(1, width - 1), height: Math.max(1, Math.abs(s.y(value) - s.y(0))), rx: 2 });
  }))];
}

function pieChart(chart) {
  const total = chart.segments.reduce((sum, segment) => sum + segment.value, 0);
  let from = -Math.PI / 2;
  const at = (angle) => [W / 2 + 90 * Math.cos(angle), H / 2 + 90 * Math.sin(angle)];
  return chart.segments.map((segment, index) => {
    const share = segment.value / total, to = from + share * 2 * Math.PI;
    const [x1, y1] = at(from), [x2, y2] = at(to);
    from = to;
    if (share > 0.9999) return h("svg:circle", { class: `fill c${index % 6}`, cx: W / 2, cy: H / 2, r: 90 });
    return h("svg:path", { class: `fill slice c${index % 6}`, d: `M${W / 2},${H / 2} L${x1},${y1} A90,90 0 ${share > 0.5 ? 1 : 0} 1 ${x2},${y2} Z` });
  });
}

export function visualization(block) {
  const { chart } = block;
  const isPie = chart.type === "pie";
  const drawn = isPie ? pieChart(chart) : chart.type === "bar" ? barChart(chart) : lineChart(chart, chart.type === "area");
  const legend = isPie ? chart.segments.map((s) => `${s.label} ${short(s.value)}`) : chart.series.map((s) => s.name);
  return h("figure", { class: "chart" },
    h("figcaption", {}, block.title),
    h("svg:svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": `${block.title}: ${legend.join(", ")}` }, drawn),
    (isPie || legend.length > 1) && h("div", { class: "legend" }, legend.map((name, i) => h("span", {}, h("i", { class: `dot c${i % 6}` }), name))),
    !isPie && (chart.axis_config.x_label || chart.axis_config.y_label) && h("div", { class: "axis-labels" }, [chart.axis_config.y_label, chart.axis_config.x_label].filter(Boolean).join(" by ")),
  );
}

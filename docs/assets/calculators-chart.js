// Points by line -> an inline SVG with title and description. The same values stand in the table under it.
import { show } from "./calculators-math.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const HEIGHT = 236;
const SIDE = { top: 20, right: 16, bottom: 40, left: 58 };
let made = 0;

function draw(name, properties = {}, ...children) {
  const node = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(properties)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

// {title, of, labels, values, bars?, log?, marks?: [{value, label}], bands?: [{low, high, from, to, label}], note?}, drawn anew for each width.
export function chart(holder, what) {
  const figure = document.createElement("figure");
  figure.className = "kb-chart";
  const caption = Object.assign(document.createElement("figcaption"), { textContent: what.title + (what.log ? " (each step is tenfold)" : "") });
  const note = Object.assign(document.createElement("p"), { className: "kb-hint", textContent: what.note ?? "" });
  holder.append(figure);
  let width = 0;
  new ResizeObserver(([entry]) => {
    const wide = Math.round(entry.contentRect.width);
    if (wide === width || wide < 120) return;
    width = wide;
    figure.replaceChildren(caption, picture(what, width), note);
  }).observe(figure);
}

function picture({ title, of, labels, values, bars = [], log = false, marks = [], bands = [] }, width) {
  const id = `chart-${++made}`;
  const scale = vertical([...values, ...bars, ...marks.map((mark) => mark.value)].filter((value) => value !== null), log);
  const step = (width - SIDE.left - SIDE.right) / labels.length;
  const x = (place) => SIDE.left + step * (place + 0.5);
  const svg = draw("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-labelledby": `${id}-title ${id}-desc` });
  const said = labels.map((label, place) => `${of} ${label}: ${show(values[place]) || "none"}`).join("; ");
  svg.append(draw("title", { id: `${id}-title` }, title), draw("desc", { id: `${id}-desc` }, said), hatches(id));
  for (const tick of scale.ticks) {
    svg.append(draw("line", { x1: SIDE.left, x2: width - SIDE.right, y1: scale.y(tick), y2: scale.y(tick), class: "kb-grid-line" }));
    svg.append(draw("text", { x: SIDE.left - 8, y: scale.y(tick) + 4, "text-anchor": "end" }, brief(tick)));
  }
  bands.forEach((band, place) => svg.append(...region(band, { x, step, scale, id, labels, width, place })));
  const thin = Math.min(step * 0.5, 34);
  bars.forEach((value, place) => {
    if (value === null) return;
    const [top, bottom] = [scale.y(Math.max(value, 0)), scale.y(Math.min(value, 0))];
    svg.append(draw("rect", { x: x(place) - thin / 2, y: top, width: thin, height: Math.max(bottom - top, 1), fill: `url(#${id}-bar)`, class: "kb-bar" }));
  });
  for (const mark of marks) {
    svg.append(draw("line", { x1: SIDE.left, x2: width - SIDE.right, y1: scale.y(mark.value), y2: scale.y(mark.value), class: "kb-mark-line" }));
    svg.append(draw("text", { x: width - SIDE.right, y: scale.y(mark.value) - 5, "text-anchor": "end", class: "kb-mark-label" }, mark.label));
  }
  const points = values.map((value, place) => (value === null ? null : [x(place), scale.y(value)]));
  const path = points.map((point, place) => (point ? `${place && points[place - 1] ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}` : "")).join("");
  svg.append(draw("path", { d: path, class: "kb-line-path" }));
  points.forEach((point, place) => {
    if (!point) return;
    svg.append(draw("circle", { cx: point[0], cy: point[1], r: 4, class: "kb-point" }));
    if (step > 44) svg.append(draw("text", { x: point[0], y: point[1] - 9, "text-anchor": "middle", class: "kb-value" }, brief(values[place])));
  });
  const every = Math.ceil(24 / step);
  labels.forEach((label, place) => {
    if (place % every === 0) svg.append(draw("text", { x: x(place), y: HEIGHT - SIDE.bottom + 17, "text-anchor": "middle" }, label));
  });
  svg.append(draw("text", { x: (SIDE.left + width - SIDE.right) / 2, y: HEIGHT - 6, "text-anchor": "middle" }, of));
  return svg;
}

// A range that somebody names: a hatched field over the lines it is about, with its letter.
function region({ low, high, from, to, label }, { x, step, scale, id, labels, width, place }) {
  const top = scale.y(Math.min(high, scale.most));
  const left = from === undefined ? SIDE.left : x(Math.max(from, 0)) - step / 2;
  const right = to === undefined ? width - SIDE.right : x(Math.min(to, labels.length - 1)) + step / 2;
  if (low > scale.most || right <= left) return [];
  const bottom = scale.y(Math.max(low, scale.least));
  const field = { x: left, y: top, width: right - left, height: Math.max(bottom - top, 2), fill: `url(#${id}-band)`, class: "kb-band" };
  return [draw("rect", field), draw("text", { x: right - 5 - 13 * place, y: top + 14, "text-anchor": "end", class: "kb-band-label" }, label)];
}

function hatches(id) {
  const pattern = (name, turn, size) => draw("pattern", { id: `${id}-${name}`, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` },
    draw("line", { x1: 0, y1: 0, x2: 0, y2: size, class: `kb-hatch-${name}` }));
  return draw("defs", {}, pattern("bar", 45, 5), pattern("band", -45, 9));
}

function vertical(values, log) {
  const bottom = HEIGHT - SIDE.bottom;
  const tall = bottom - SIDE.top;
  if (log) {
    const logs = values.filter((value) => value > 0).map(Math.log10);
    const least = Math.floor(Math.min(...logs));
    const most = Math.max(Math.ceil(Math.max(...logs)), least + 1);
    const every = Math.ceil((most - least) / 6);
    const ticks = Array.from({ length: most - least + 1 }, (_, place) => least + place).filter((power) => (power - least) % every === 0);
    return { y: (value) => bottom - ((Math.log10(Math.max(value, 10 ** least)) - least) / (most - least)) * tall, ticks: ticks.map((power) => 10 ** power), least: 10 ** least, most: 10 ** most };
  }
  const least = Math.min(0, ...values);
  const most = Math.max(1, ...values) * 1.12;
  const rough = (most - least) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const every = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough);
  const ticks = [];
  for (let tick = Math.ceil(least / every) * every; tick <= most; tick += every) ticks.push(Math.round(tick / every) * every);
  return { y: (value) => bottom - ((value - least) / (most - least)) * tall, ticks, least, most };
}

// 4,000,000 -> 4M, for axes only
export function brief(value) {
  if (value === null || !Number.isFinite(value)) return "–";
  for (const [size, letter] of [[1e12, "T"], [1e9, "bn"], [1e6, "M"], [1e4, "k"]]) {
    if (Math.abs(value) >= size) return value >= 1e15 ? value.toExponential(0).replace("e+", "e") : `${Number((value / (letter === "k" ? 1e3 : size)).toPrecision(3))}${letter}`;
  }
  return String(Number(value.toPrecision(3)));
}

// What the picture shows -> SVG of its own: shapes, lines and words as text.
const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const round = (number) => Math.round(number * 10) / 10;
const MARGIN = 24;

export function toSvg(cy, colour) {
  const { x1, y1, w, h } = cy.elements().boundingBox();
  const box = [x1 - MARGIN, y1 - MARGIN, w + 2 * MARGIN, h + 2 * MARGIN].map(round);
  const parts = [...cy.edges().map((edge) => line(edge, colour)), ...cy.nodes().map((node) => shape(node, colour))];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" width="${box[2]}" height="${box[3]}" font-family="${escape(colour.font)}">`
    + `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="${colour.paper}"/>${parts.join("")}</svg>`;
}

function line(edge, colour) {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const path = `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`;
  const how = ["supports", "qualifies", "refutes"].find((name) => edge.hasClass(name));
  const ink = how ? colour[how] : edge.hasClass("relates") ? colour.accent : colour.quiet;
  const dashes = edge.hasClass("qualifies") ? "7 4" : edge.hasClass("relates") ? "10 3 2 3" : how || edge.hasClass("near") ? "none" : "2 3";
  const width = edge.hasClass("refutes") ? 5 : how ? 2 : round(edge.numericStyle("width"));
  const drawn = `<path d="${path}" stroke="${ink}" stroke-width="${width}" stroke-dasharray="${dashes}" fill="none"/>`;
  return (edge.hasClass("refutes") ? `${drawn}<path d="${path}" stroke="${colour.paper}" stroke-width="2"/>` : drawn) + (edge.hasClass("near") ? "" : arrow(from, to, ink));
}

function arrow(from, to, ink) {
  const turn = Math.round((Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI);
  return `<path d="M0 0L-9 4V-4z" fill="${ink}" transform="translate(${round(to.x)} ${round(to.y)}) rotate(${turn})"/>`;
}

function shape(node, colour) {
  const { x, y } = node.position();
  const [w, h] = [node.width(), node.height()];
  const [l, t, r, b] = [x - w / 2, y - h / 2, x + w / 2, y + h / 2].map(round);
  const cut = Math.min(8, h / 3);
  const outline = {
    ellipse: `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(w / 2)}" ry="${round(h / 2)}"`,
    "round-rectangle": `<rect x="${l}" y="${t}" width="${round(w)}" height="${round(h)}" rx="6"`,
    "cut-rectangle": `<path d="M${l + cut} ${t}H${r - cut}L${r} ${t + cut}V${b - cut}L${r - cut} ${b}H${l + cut}L${l} ${b - cut}V${t + cut}z"`,
    tag: `<path d="M${l} ${t}H${r - h / 2}L${r} ${round(y)}L${r - h / 2} ${b}H${l}z"`,
  }[node.data("shape")];
  return `${outline} fill="${node.style("background-color")}" stroke="${node.style("border-color")}" stroke-width="1.5"/>${words(node, colour)}`;
}

function words(node, colour) {
  const { x, y } = node.position();
  const size = node.numericStyle("font-size");
  const lines = wrapped(node.style("label"), node.numericStyle("text-max-width") / (size * 0.52));
  const [across, up] = [node.style("text-halign"), node.style("text-valign")];
  const anchor = { left: "end", right: "start" }[across] ?? "middle";
  const left = x + ({ left: -1, right: 1 }[across] ?? 0) * (node.width() / 2 + 4);
  const height = lines.length * size * 1.2;
  const top = y + ({ top: -node.height() / 2 - height - 4, bottom: node.height() / 2 + 4 }[up] ?? -height / 2);
  const spans = lines.map((text, place) => `<tspan x="${round(left)}" y="${round(top + size * (0.95 + 1.2 * place))}">${escape(text)}</tspan>`);
  return `<text font-size="${size}" fill="${colour.ink}" text-anchor="${anchor}">${spans.join("")}</text>`;
}

function wrapped(label, most) {
  const lines = [];
  for (const part of label.split("\n")) {
    let line = "";
    for (const word of part.split(" ")) {
      if (line && `${line} ${word}`.length > most) { lines.push(line); line = word; } else line = line ? `${line} ${word}` : word;
    }
    lines.push(line);
  }
  return lines;
}

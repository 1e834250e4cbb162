// A view -> a picture by Cytoscape, in the colours of the page; shapes and lines say the same as the colours.
import { arrange, boxed } from "./arrange.js";
import { overview } from "./data.js";

const SHAPES = { topic: "ellipse", claim: "round-rectangle", work: "cut-rectangle", source: "tag" };
const NEAR = 1.35; // from this zoom on, claims of a scene show their words
const READABLE = 0.62; // a narrow picture is not fitted smaller than this, but shows a part
const EVIDENCE = ["supports", "qualifies", "refutes"];

export async function startPicture(holder, library, { onNode, onHover }) {
  const { default: cytoscape } = await import(library);
  const { phrases, levels } = await overview();
  const marks = new Map(levels.map(([id, label, mark]) => [id, { label, mark }]));
  keepStyleOut();
  const cy = cytoscape({ container: holder, minZoom: 0.08, maxZoom: 3, autoungrabify: true, boxSelectionEnabled: false });
  const colour = () => colours(holder, levels);
  cy.style(style(colour(), levels));
  new MutationObserver(() => cy.style(style(colour(), levels))).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });

  cy.on("tap", "node", (event) => onNode(event.target.id()));
  cy.on("mouseover", "node", (event) => { holder.style.cursor = "pointer"; point(event.target.id()); onHover(event.target.id()); });
  cy.on("mouseout", "node", () => { holder.style.cursor = ""; point(""); onHover(""); });
  cy.on("zoom", () => cy.nodes(".dot").toggleClass("near", cy.zoom() >= NEAR));
  holder.addEventListener("wheel", (event) => { if (!event.ctrlKey) event.stopImmediatePropagation(); }, { capture: true }); // the page scrolls
  const narrow = () => holder.clientWidth < 560;
  let view;
  let width = holder.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(holder.clientWidth - width) > 40) { width = holder.clientWidth; draw(view); }
  }).observe(holder);

  function draw(next) {
    view = next;
    const places = arrange(view, narrow());
    const inBoxes = view.kind === "focus" || view.kind === "path";
    cy.batch(() => {
      cy.elements().remove();
      cy.add(view.nodes.map((node) => element(node, places.get(node.id), inBoxes)));
      cy.add(view.links.map((link, place) => ({
        group: "edges",
        data: { id: `link ${place}`, source: link.from, target: link.to, word: phrases.get(link.how)?.[0] ?? "", thick: Math.min(1 + (link.count ?? 0) / 2, 7), ...ends(places.get(link.from), places.get(link.to)) },
        classes: [link.cross ? "cross" : "", link.how, EVIDENCE.includes(link.how) || ["asserts", "cites", "near"].includes(link.how) ? "" : "relates", inBoxes ? "sided" : "", inBoxes && !link.cross && link.how !== "asserts" ? "worded" : ""].join(" "),
      })));
      if (view.focus) cy.getElementById(view.focus).addClass("focus");
    });
    fit();
  }

  function element(node, position, inBoxes) {
    const data = { id: node.id, label: node.label, shape: SHAPES[node.kind] };
    const classes = [node.kind, node.level ?? "", inBoxes ? "box" : "dot"];
    if (node.kind === "topic") {
      Object.assign(data, { size: node.radius * 2, wrap: node.radius * 1.66, label: `${node.label.replaceAll("-", "-\u200b")}\n${node.count}` });
      node.shares.forEach((count, place) => { data[`share${place}`] = (100 * count) / node.count; });
    } else if (inBoxes) {
      const box = boxed(node);
      Object.assign(data, { label: node.kind === "claim" ? `${marks.get(node.level).mark} ${marks.get(node.level).label}\n${box.label}` : box.label, w: box.width, h: box.height, wrap: box.width - (node.kind === "source" ? 40 : 18) });
    } else if (node.kind === "claim") {
      Object.assign(data, { label: marks.get(node.level).mark, words: `${marks.get(node.level).mark} ${boxed(node).label}` });
    } else {
      const angle = Math.atan2(position.y, position.x);
      classes.push(node.kind === "source" ? "south" : Math.abs(Math.cos(angle)) > 0.3 ? (position.x > 0 ? "east" : "west") : position.y > 0 ? "south" : "north");
    }
    return { group: "nodes", data, position: { ...position }, classes: classes.join(" ") };
  }

  function fit() {
    cy.resize();
    if (cy.elements().empty()) return;
    cy.fit(undefined, 22);
    if (cy.zoom() > 1.25) cy.zoom({ level: 1.25, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    const worded = view.kind === "focus" || view.kind === "path";
    if (worded && cy.zoom() < READABLE) {
      const start = view.focus ? cy.getElementById(view.focus) : cy.nodes().first();
      cy.zoom(READABLE);
      cy.center(start);
      if (!view.focus) cy.panBy({ x: 0, y: 14 - start.renderedBoundingBox().y1 });
      else if (narrow()) cy.panBy({ x: 10 - start.renderedBoundingBox().x1, y: 0 });
    }
    cy.nodes(".dot").toggleClass("near", cy.zoom() >= NEAR);
  }

  function point(id) {
    cy.batch(() => {
      cy.elements().removeClass("hot faint");
      const node = id ? cy.getElementById(id) : cy.collection();
      if (node.empty()) return;
      const around = node.closedNeighborhood();
      around.addClass("hot");
      cy.elements().difference(around).addClass("faint");
    });
  }

  function zoom(factor) {
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  return { draw, point, fit, zoom, cy, colour, png: () => cy.png({ output: "blob", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: colour().paper }) };
}

// Cytoscape would write a style sheet of one rule into the page, which the content policy forbids; explore.css has the rule.
function keepStyleOut() {
  document.head.append(Object.assign(document.createElement("template"), { id: "__________cytoscape_stylesheet" }));
}

// Lines between columns leave and enter boxes at their sides.
function ends(from, to) {
  if (Math.abs(to.x - from.x) < 60) return { out: "outside-to-node", into: "outside-to-node" };
  return to.x > from.x ? { out: "50% 0%", into: "-50% 0%" } : { out: "-50% 0%", into: "50% 0%" };
}

// --- how it looks --------------------------------------------------------------------------------

function colours(holder, levels) {
  const computed = getComputedStyle(holder);
  const get = (name) => computed.getPropertyValue(`--kb-${name}`).trim();
  const probe = document.createElement("span");
  holder.append(probe);
  const ofLevel = new Map(levels.map(([id]) => {
    probe.className = `kb-${id}`;
    return [id, getComputedStyle(probe).color];
  }));
  probe.remove();
  return {
    ink: get("ink"), quiet: get("quiet"), line: get("line"), paper: get("paper"), soft: get("soft"), accent: get("accent"),
    supports: get("for-2"), qualifies: get("warn"), refutes: get("against"), ofLevel, font: computed.fontFamily,
  };
}

function style(c, levels) {
  const text = { color: c.ink, "font-family": c.font, "text-wrap": "wrap" };
  const pie = Object.fromEntries(levels.flatMap(([id], place) => [
    [`pie-${place + 1}-background-color`, c.ofLevel.get(id)], [`pie-${place + 1}-background-size`, `data(share${place})`],
  ]));
  const side = (halign, valign) => ({ "text-halign": halign, "text-valign": valign, "text-margin-x": { left: -4, right: 4 }[halign] ?? 0, "text-margin-y": { top: -4, bottom: 4 }[valign] ?? 0 });
  return [
    { selector: "node", style: { ...text, shape: "data(shape)", label: "data(label)", "font-size": 12, "text-valign": "center", "background-color": c.paper, "border-width": 1.5, "border-color": c.quiet } },
    { selector: ".topic", style: { width: "data(size)", height: "data(size)", "text-max-width": "data(wrap)", "font-size": 14.5, "border-width": 0, "background-color": c.soft, "pie-size": "100%", "pie-hole": "86%", ...pie } },
    { selector: ".claim.dot", style: { width: 44, height: 24, "font-size": 13, "background-color": c.paper } },
    { selector: ".claim.dot.near", style: { label: "data(words)", width: 98, height: 58, "font-size": 6.6, "text-max-width": "92px" } },
    { selector: ".work.dot", style: { width: 22, height: 16, "background-color": c.quiet, "border-width": 0, "font-size": 12, "text-max-width": "120px" } },
    { selector: ".source.dot", style: { width: 34, height: 20, "background-color": c.soft, "font-size": 11, "text-max-width": "130px", color: c.quiet } },
    { selector: ".dot", style: { "min-zoomed-font-size": 5 } },
    { selector: ".east", style: side("right", "center") }, { selector: ".west", style: side("left", "center") },
    { selector: ".north", style: side("center", "top") }, { selector: ".south", style: side("center", "bottom") },
    ...levels.map(([id]) => ({ selector: `.claim.${id}`, style: { "border-color": c.ofLevel.get(id), "border-width": 2, color: c.ink } })),
    { selector: ".box", style: { width: "data(w)", height: "data(h)", "text-max-width": "data(wrap)", "line-height": 1.15 } },
    { selector: ".source.box", style: { "background-color": c.soft, "text-margin-x": -10 } },
    { selector: "node.focus", style: { "border-width": 4, "border-color": c.accent, "font-weight": 700 } },
    { selector: "edge", style: { width: 1.2, "line-color": c.line, "curve-style": "straight", "target-arrow-color": c.quiet, "arrow-scale": 0.9, "font-size": 10, color: c.quiet, "font-family": c.font } },
    { selector: "edge.worded", style: { label: "data(word)", "text-background-color": c.paper, "text-background-opacity": 1, "text-background-padding": 2 } },
    { selector: "edge.sided", style: { "source-endpoint": "data(out)", "target-endpoint": "data(into)" } },
    { selector: ".near", style: { width: "data(thick)", "line-color": c.line } },
    { selector: ".supports", style: { width: 2, "line-color": c.supports, "target-arrow-shape": "triangle", "target-arrow-color": c.supports } },
    { selector: ".qualifies", style: { width: 2, "line-style": "dashed", "line-dash-pattern": [7, 4], "line-color": c.qualifies, "target-arrow-shape": "vee", "target-arrow-color": c.qualifies } },
    { selector: ".refutes", style: { width: 2, "line-color": c.paper, "line-outline-width": 1.6, "line-outline-color": c.refutes, "target-arrow-shape": "tee", "target-arrow-color": c.refutes, "arrow-scale": 1.2 } },
    { selector: ".asserts, .cites", style: { "line-color": c.quiet, "line-opacity": 0.45, "line-style": "dotted", "target-arrow-shape": "circle", "arrow-scale": 0.6 } },
    { selector: ".relates", style: { "line-color": c.accent, "line-style": "dashed", "line-dash-pattern": [10, 3, 2, 3], "target-arrow-shape": "triangle", "target-arrow-fill": "hollow", "target-arrow-color": c.accent } },
    { selector: ".cross", style: { opacity: 0.3, "z-index": 0 } },
    { selector: ".faint", style: { opacity: 0.22 } },
    { selector: "edge.hot", style: { opacity: 1, "line-opacity": 1, "z-index": 9 } },
    { selector: "node.hot", style: { "z-index": 10 } },
  ];
}

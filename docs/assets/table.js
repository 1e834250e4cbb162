// A reference table that one can turn, filter, sort, open and take along; its state stands in the address.
// Without scripts the same table and the same cells are read below one another.
import { make } from "./dom.js";

const grid = document.querySelector("table.kb-grid");
const scroll = grid.parentElement;
const RATINGS = ["best", "good", "middling", "poor", "worst", "none"];
const LEVELS = ["well-supported", "supported", "limited", "contested", "contradicted", "retracted-support", "unfindable", "asserted-only", "not-assessed"];
const WORDS = { supports: "for", qualifies: "limiting", refutes: "against" };

// --- what the build wrote, read once -------------------------------------------------------------

const columns = [...grid.tHead.rows[0].cells].slice(1).map((head) => ({ id: head.dataset.id, label: head.textContent.trim() }));
const corner = grid.tHead.rows[0].cells[0].textContent.trim();
const rows = [...grid.tBodies[0].rows].map((row) => {
  const [head, ...cells] = row.cells;
  return { id: head.dataset.id, label: head.querySelector("span").textContent, doublings: head.querySelector("small")?.textContent ?? "", cells };
});
const cells = new Map();
for (const row of rows) row.cells.forEach((node, place) => {
  const more = document.getElementById(`${row.id}.${columns[place].id}`);
  if (!more) return;
  cells.set(more.id, {
    id: more.id, node, more, facts: JSON.parse(more.dataset.cell), level: node.dataset.level,
    rating: [...node.classList].find((name) => name.startsWith("kb-rate-")).slice(8),
    value: node.querySelector(".kb-asserted").textContent, label: node.querySelector(".kb-shown").textContent,
    link: node.querySelector("a"), small: node.querySelector("small"), all: node.querySelector("small").textContent,
  });
});
const distinct = (values) => [...new Set(values)].sort((a, b) => a.localeCompare(b, "en"));
const tissues = distinct([...cells.values()].flatMap((cell) => cell.facts.evidence.map((item) => item[2])));
const sources = distinct([...cells.values()].flatMap((cell) => cell.facts.sources));
const counted = rows.some((row) => /\d/.test(row.doublings));

// --- the state, from and to the address ----------------------------------------------------------

const given = new URLSearchParams(location.search);
const state = {
  view: given.get("view") === "evidence" ? "evidence" : "asserted",
  without: new Set(given.getAll("without").filter((id) => columns.some((column) => column.id === id))),
  tissue: tissues.includes(given.get("tissue")) ? given.get("tissue") : "",
  source: sources.includes(given.get("source")) ? given.get("source") : "",
  by: counted && given.get("rows") === "doublings" ? "doublings" : "passage",
  turned: given.get("turned") === "yes",
  sort: given.get("sort") ?? "",
  open: "",
};
if (state.without.size === columns.length) state.without.clear();

function remember() {
  const parts = new URLSearchParams();
  if (state.view === "evidence") parts.set("view", "evidence");
  for (const id of columns.map((column) => column.id)) if (state.without.has(id)) parts.append("without", id);
  if (state.tissue) parts.set("tissue", state.tissue);
  if (state.source) parts.set("source", state.source);
  if (state.by === "doublings") parts.set("rows", "doublings");
  if (state.turned) parts.set("turned", "yes");
  if (state.sort) parts.set("sort", state.sort);
  history.replaceState(null, "", location.pathname + (parts.size ? `?${parts}` : "") + (state.open ? `#${state.open}` : ""));
}

// --- drawing -------------------------------------------------------------------------------------

const cellAt = (row, column) => row.cells[columns.indexOf(column)];
const rank = (row, column) => {
  const cell = cells.get(`${row.id}.${column.id}`);
  if (!cell) return 99;
  return state.view === "asserted" ? RATINGS.indexOf(cell.rating) : LEVELS.indexOf(cell.level);
};

function shownRows() {
  const [id, way] = state.sort.split(" ");
  const column = columns.find((one) => one.id === id);
  if (!column) return rows;
  const turn = way === "down" ? -1 : 1;
  return [...rows].sort((a, b) => turn * (rank(a, column) - rank(b, column)));
}

const shownColumns = () => columns.filter((column) => !state.without.has(column.id));
const rowName = (row) => (state.by === "doublings" && row.doublings ? [row.doublings, row.label] : [row.label, row.doublings]);

function headOf(row, scope) {
  const [large, small] = rowName(row);
  return make("th", { scope }, make("span", { textContent: large }), ...(small ? [make("small", { textContent: small })] : []));
}

function headOfColumn(column, scope) {
  if (scope === "row") return make("th", { scope }, make("span", { textContent: column.label }));
  const [id, way] = state.sort.split(" ");
  const mine = id === column.id;
  const button = make("button", { type: "button", className: "kb-sort", title: "Sort by this column", data: { column: column.id } }, make("span", { textContent: column.label }));
  button.addEventListener("click", () => {
    state.sort = !mine ? `${column.id} up` : way === "up" ? `${column.id} down` : "";
    draw();
    grid.querySelector(`.kb-sort[data-column="${column.id}"]`).focus();
  });
  const head = make("th", { scope }, button);
  head.setAttribute("aria-sort", mine ? (way === "down" ? "descending" : "ascending") : "none");
  return head;
}

function draw() {
  put(null);
  grid.classList.toggle("kb-view-evidence", state.view === "evidence");
  for (const cell of cells.values()) drawCell(cell);
  const across = state.turned ? shownRows() : shownColumns();
  const down = state.turned ? shownColumns() : shownRows();
  const heads = across.map((one) => (state.turned ? headOf(one, "col") : headOfColumn(one, "col")));
  const name = state.turned ? "" : state.by === "doublings" ? "Doublings" : corner;
  grid.tHead.rows[0].replaceChildren(name ? make("th", { scope: "col", textContent: name }) : make("td"), ...heads);
  grid.tBodies[0].replaceChildren(...down.map((one) => {
    const nodes = across.map((other) => (state.turned ? cellAt(other, one) : cellAt(one, other)));
    return make("tr", {}, state.turned ? headOfColumn(one, "row") : headOf(one, "row"), ...nodes);
  }));
  if (state.open) put(state.open);
  remember();
}

function drawCell(cell) {
  const groups = {};
  for (const [stance, group, tissue] of cell.facts.evidence) {
    if (!state.tissue || tissue === state.tissue) (groups[stance] ??= new Set()).add(group);
  }
  const counts = Object.keys(WORDS).filter((stance) => groups[stance]).map((stance) => `${groups[stance].size} ${WORDS[stance]}`);
  cell.shown = state.tissue ? `${counts.join(", ") || "none"} in ${state.tissue.toLowerCase()}` : cell.all;
  cell.small.textContent = cell.shown;
  cell.node.classList.toggle("kb-faded", Boolean(state.source) && !cell.facts.sources.includes(state.source));
}

// --- a cell's evidence, under its row ------------------------------------------------------------

const holder = document.getElementById("cells");
holder.classList.add("kb-waiting");
for (const cell of cells.values()) {
  cell.link.setAttribute("aria-expanded", "false");
  cell.link.addEventListener("click", (event) => {
    event.preventDefault();
    state.open = state.open === cell.id ? "" : cell.id;
    put(state.open || null);
    remember();
    if (state.open) cell.more.querySelector("h3").focus({ preventScroll: true });
  });
  const close = make("button", { type: "button", className: "kb-close", textContent: "Close" });
  close.addEventListener("click", shut);
  cell.more.prepend(close);
}
grid.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.open) shut(); });
window.addEventListener("hashchange", () => { state.open = decodeURIComponent(location.hash.slice(1)); put(state.open); });

function shut() {
  const cell = cells.get(state.open);
  state.open = "";
  put(null);
  remember();
  cell?.link.focus();
}

function put(id) {
  grid.querySelector("tr.kb-open")?.remove();
  for (const cell of cells.values()) {
    if (cell.more.parentElement !== holder) holder.append(cell.more);
    cell.link.setAttribute("aria-expanded", String(cell.id === id));
    cell.node.classList.toggle("kb-chosen", cell.id === id);
  }
  const cell = cells.get(id);
  const row = cell?.node.closest("tr");
  if (!row) return;
  const place = make("td", { colSpan: row.cells.length }, cell.more);
  row.after(make("tr", { className: "kb-open" }, place));
}

// --- controls ------------------------------------------------------------------------------------

function choice(name, legend, options, value, change) {
  const inputs = options.map(([id, label]) => {
    const input = make("input", { type: "radio", name, value: id, checked: id === value });
    input.addEventListener("change", () => { change(id); draw(); });
    return make("label", {}, input, make("span", { textContent: label }));
  });
  return make("fieldset", { className: "kb-switch" }, make("legend", { textContent: legend }), ...inputs);
}

function picker(legend, all, options, value, change) {
  const select = make("select", {}, make("option", { value: "", textContent: all }),
    ...options.map((option) => make("option", { value: option, textContent: option, selected: option === value })));
  select.addEventListener("change", () => { change(select.value); draw(); });
  return make("label", { className: "kb-pick" }, make("span", { textContent: legend }), select);
}

function columnsMenu() {
  const ticks = columns.map((column) => {
    const tick = make("input", { type: "checkbox", checked: !state.without.has(column.id) });
    tick.addEventListener("change", () => {
      tick.checked ? state.without.delete(column.id) : state.without.add(column.id);
      if (state.without.size === columns.length) { state.without.delete(column.id); tick.checked = true; }
      draw();
    });
    return make("label", {}, tick, make("span", { textContent: column.label }));
  });
  return make("details", { className: "kb-menu" }, make("summary", { textContent: "Attributes" }), make("div", { role: "group", label: "Attributes shown" }, ...ticks));
}

function button(text, act) {
  const made = make("button", { type: "button", className: "kb-button", textContent: text });
  made.addEventListener("click", () => act(made));
  return made;
}

const turn = button("Swap rows and columns", (made) => { state.turned = !state.turned; made.setAttribute("aria-pressed", String(state.turned)); draw(); });
turn.setAttribute("aria-pressed", String(state.turned));
const controls = make("form", { className: "kb-controls", label: "What the table shows" },
  choice("view", "Show", [["asserted", "As asserted"], ["evidence", "What the evidence shows"]], state.view, (value) => { state.view = value; }),
  ...(counted ? [choice("rows", "Rows by", [["passage", "Passage"], ["doublings", "Doublings"]], state.by, (value) => { state.by = value; })] : []),
  columnsMenu(),
  ...(tissues.length ? [picker("Evidence from", "any tissue", tissues, state.tissue, (value) => { state.tissue = value; })] : []),
  ...(sources.length > 1 ? [picker("Asserted by", "any source", sources, state.source, (value) => { state.source = value; })] : []),
  turn);
controls.addEventListener("submit", (event) => event.preventDefault());
scroll.before(controls);
scroll.after(make("p", { className: "kb-take" },
  button("CSV", () => save(new Blob([asCsv()], { type: "text/csv;charset=utf-8" }), "csv")),
  button("SVG", () => save(new Blob([asSvg()], { type: "image/svg+xml" }), "svg")),
  button("PNG", savePng),
  button("Print", () => window.print()),
  button("Copy the link", async (made) => { await navigator.clipboard.writeText(location.href); made.textContent = "Copied"; })));

// --- what is shown, taken along ------------------------------------------------------------------

function shownCells() {
  const heads = shownColumns();
  return { heads, lines: shownRows().map((row) => ({ row, cells: heads.map((column) => cells.get(`${row.id}.${column.id}`)) })) };
}

const guarded = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text); // a spreadsheet would run it as a formula
const quoted = (text) => `"${guarded(text).replaceAll('"', '""')}"`;

function asCsv() {
  const { heads, lines } = shownCells();
  const first = [corner || "Row", ...(counted ? ["Doublings"] : []), ...heads.flatMap((column) => [column.label, `${column.label}: how it stands`, `${column.label}: evidence`])];
  const others = lines.map(({ row, cells: line }) => [row.label, ...(counted ? [row.doublings] : []),
    ...line.flatMap((cell) => (cell ? [cell.value, cell.label, cell.shown] : ["", "", ""]))]);
  return [first, ...others].map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function asSvg() {
  const { heads, lines } = shownCells();
  const [first, width, size, pad] = [130, 190, 13, 10];
  const ink = getComputedStyle(grid).color;
  const paper = getComputedStyle(document.body).backgroundColor;
  const parts = [];
  const text = (x, y, words, bold) => words.forEach((line, place) => parts.push(
    `<text x="${x}" y="${y + place * size * 1.35}" font-size="${size}" font-weight="${bold && place === 0 ? 650 : 400}" fill="${ink}">${escaped(line)}</text>`));
  let y = 46;
  text(pad, 24, [document.querySelector("h1").textContent], true);
  heads.forEach((column, place) => text(first + place * width + pad, y + 14, wrapped(column.label, 24), true));
  y += 40;
  for (const { row, cells: line } of lines) {
    const words = line.map((cell) => (cell ? [...wrapped(state.view === "asserted" ? cell.value : cell.label, 24), ...wrapped(`${cell.label}; ${cell.shown}`, 26)] : ["–"]));
    const height = Math.max(2, ...words.map((lines) => lines.length)) * size * 1.35 + 2 * pad;
    text(pad, y + pad + size, rowName(row).flatMap((name) => wrapped(name, 17)), true);
    line.forEach((cell, place) => {
      const fill = cell ? getComputedStyle(cell.node).backgroundColor : "none";
      parts.push(`<rect x="${first + place * width}" y="${y}" width="${width}" height="${height}" fill="${fill}" stroke="${ink}" stroke-opacity=".25"/>`);
      text(first + place * width + pad, y + pad + size, words[place], true);
    });
    y += height;
  }
  text(pad, y + 24, [location.href]);
  const [wide, high] = [first + heads.length * width + pad, y + 40];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" font-family="system-ui, sans-serif"><rect width="${wide}" height="${high}" fill="${paper}"/>${parts.join("")}</svg>`;
}

function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1);
    if (line && line.length + word.length + 1 > most) lines.push(word); else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

function savePng() {
  const picture = new Image();
  picture.addEventListener("load", () => {
    const canvas = make("canvas", { width: picture.width * 2, height: picture.height * 2 });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, "png"));
  });
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asSvg())}`;
}

function save(blob, ending) {
  const link = make("a", { href: URL.createObjectURL(blob), download: `${location.pathname.split("/").filter(Boolean).at(-1)}.${ending}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

state.open = decodeURIComponent(location.hash.slice(1));
if (!cells.has(state.open)) state.open = "";
draw();
if (state.open) cells.get(state.open).more.scrollIntoView({ block: "nearest" });

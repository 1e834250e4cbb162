// The calculators: form -> address, errors, results. What each kind reads and gives stands in KINDS.
import { chart } from "./calculators-chart.js";
import { counting, covers, doublings, number, numbers, overlap, range, show, split, yields } from "./calculators-math.js";

const MOST_LINES = 60;
const FIRST_LINES = 3;
const MOST_SHOWN = 12;

// --- what may be written into a field --------------------------------------------------------------

const bound = (read, fits, why) => (text) => {
  const found = read(text);
  return found.error || found.value === null || fits(found.value) ? found : { error: why };
};
const above = (least) => bound(number, (value) => value > least, `This must be above ${least}.`);
const least = (lowest) => bound(number, (value) => value >= lowest, `This must be ${lowest} or more.`);
const whole = (from, to) => bound((text) => number(text.trim().replace(/^p(?=\d)/i, "")), (value) => Number.isInteger(value) && value >= from && value <= to, `Write a whole number from ${from} to ${to}.`);
const between = (from, to) => bound(number, (value) => value >= from && value <= to, `This must lie from ${from} to ${to}.`);
const share = bound(number, (value) => value > 0 && value <= 100, "This must be above 0 and at most 100.");
const loss = bound(number, (value) => value >= 0 && value < 100, "This must be 0 or more, and below 100.");
const list = (one) => (text) => numbers(text, one);

const KINDS = {
  doublings: {
    once: { first: whole(0, 999), before: least(0) },
    each: { seeded: above(0), harvested: above(0), viable: share, split: bound(split, (value) => value >= 1, "This must be 1 or more: write 4 or 1:4."), days: above(0) },
    run: runDoublings,
  },
  counting: { once: { number: whole(0, 999) }, run: runCounting },
  scope: { once: { passage: range, doublings: range }, run: runScope },
  yield: {
    once: {
      start: above(0), doublings: list(between(0, 100)), fold: list(above(0)), loss: list(loss), rounds: whole(1, 50), fixed: least(0),
      cost: list(least(0)), supply: least(0), dose: above(0), doses: whole(1, 1e9),
    },
    run: runYield,
  },
};

// --- the page --------------------------------------------------------------------------------------

const form = document.querySelector(".kb-form");
const page = form && {
  kind: KINDS[form.dataset.kind],
  result: document.getElementById("result"),
  template: form.querySelector("template"),
  lines: form.querySelector(".kb-lines"),
  of: form.dataset.of,
  labels: Object.fromEntries([...document.querySelectorAll("[data-result]")].map((head) => [head.dataset.result, head.textContent])),
  touched: new WeakSet(),
  serial: 0,
  turn: 0,
  rows: [],
};
function start() {
  restore(new URLSearchParams(location.search));
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("input", (event) => event.target.form === form && update());
  form.addEventListener("change", (event) => { page.touched.add(event.target); update(); });
  form.querySelector(".kb-clear").addEventListener("click", clear);
  form.querySelector(".kb-add")?.addEventListener("click", () => { addLine().querySelector("input").focus(); update(); });
  page.result.querySelector(".kb-copy").addEventListener("click", copyLink);
  page.result.querySelector(".kb-csv").addEventListener("click", saveTable);
  update();
}

function restore(address) {
  const count = Math.max(...Object.keys(page.kind.each ?? {}).map((name) => address.getAll(name).length), 0);
  if (page.lines) for (let line = 0; line < Math.min(count || FIRST_LINES, MOST_LINES); line++) addLine();
  for (const name of new Set(address.keys())) {
    const boxes = [...form.elements].filter((box) => box.name === name);
    const values = address.getAll(name);
    const several = name in (page.kind.each ?? {}) ? values : [values.join("; ")];
    boxes.forEach((box, place) => {
      if (box.type === "checkbox") box.checked = values.includes(box.value);
      else if (box.tagName === "SELECT") box.value = [...box.options].some((option) => option.value === values[0]) ? values[0] : "unknown";
      else if (several[place]) { box.value = several[place]; page.touched.add(box); }
    });
  }
}

function clear() {
  for (const box of form.elements) page.touched.delete(box);
  page.lines?.replaceChildren();
  if (page.lines) for (let line = 0; line < FIRST_LINES; line++) addLine();
  form.reset();
  [...form.elements].find((box) => box.matches("input"))?.focus();
  update();
}

function addLine() {
  const line = page.template.content.firstElementChild.cloneNode(true);
  const serial = page.serial++;
  for (const node of line.querySelectorAll("[id], [for], [aria-describedby]")) {
    for (const name of ["id", "for", "aria-describedby"]) {
      if (node.hasAttribute(name)) node.setAttribute(name, node.getAttribute(name).replaceAll("-N", `-${serial}`));
    }
  }
  line.querySelector(".kb-remove").addEventListener("click", () => {
    const near = line.nextElementSibling ?? line.previousElementSibling;
    line.remove();
    (near?.querySelector("input") ?? form.querySelector(".kb-add")).focus();
    update();
  });
  page.lines.append(line);
  return line;
}

function update() {
  keepAddress();
  const { values, wrong } = read();
  page.lines?.querySelectorAll(".kb-one-line").forEach((line, place) => {
    const name = lineName(values, place);
    line.querySelector("legend").textContent = name;
    line.querySelector(".kb-remove").setAttribute("aria-label", `Remove ${name}`);
  });
  if (page.lines) form.querySelector(".kb-add").disabled = page.lines.childElementCount >= MOST_LINES;
  page.kind.run(values, wrong, ++page.turn);
}

// What is written, as numbers; what cannot be read is null, its reason beside it once its writer has left it.
function read() {
  const values = {};
  let wrong = 0;
  const take = (box, reader) => {
    const found = reader(box.value);
    if (found.error) wrong += 1;
    complain(box, found.error && page.touched.has(box) ? found.error : "");
    return found.error ? null : found.value;
  };
  for (const [name, reader] of Object.entries(page.kind.once)) values[name] = take(form.elements[name], reader);
  if (page.lines) {
    values.lines = [...page.lines.children].map((line) =>
      Object.fromEntries(Object.entries(page.kind.each).map(([name, reader]) => [name, take(line.querySelector(`[name=${name}]`), reader)])));
  }
  return { values, wrong };
}

function complain(box, why) {
  const holder = document.getElementById(`error-${box.id.slice(3)}`);
  if (holder.textContent !== why) holder.textContent = why;
  why ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid");
}

const lineName = (values, place) => (values.first === null ? `Line ${place + 1}` : `${page.of} ${values.first + place}`);

// --- the address -----------------------------------------------------------------------------------

let waiting;
function keepAddress() {
  clearTimeout(waiting);
  waiting = setTimeout(() => history.replaceState(null, "", state()), 200); // browsers refuse hundreds in a row
}

function state() {
  const all = new FormData(form);
  const kept = new URLSearchParams();
  for (const name of new Set(all.keys())) {
    const values = all.getAll(name);
    while (values.length && values.at(-1).trim() === "") values.pop();
    if (name !== "way" || values[0] !== "unknown") for (const value of values) kept.append(name, value.trim());
  }
  return kept.size ? `?${kept}` : location.pathname;
}

async function copyLink() {
  history.replaceState(null, "", state());
  try {
    await navigator.clipboard.writeText(location.href);
    say("Copied.");
  } catch {
    say("Your browser did not allow it; copy the address from its bar.");
  }
}

function say(words) {
  page.result.querySelector(".kb-told").textContent = words;
}

function saveTable() {
  const escaped = (cell) => {
    const text = cell === null || cell === undefined || (typeof cell === "number" && !Number.isFinite(cell)) ? "" : String(cell);
    const safe = typeof cell === "string" && /^[=+\-@\t]/.test(text) ? `'${text}` : text; // a spreadsheet would run it
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const file = new Blob([page.rows.map((row) => row.map(escaped).join(",")).join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `${form.dataset.id}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say("Saved.");
}

// --- showing ---------------------------------------------------------------------------------------

const make = (name, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};

// {summary, warnings?, charts?, rows?: [[label, {result: value}]], head?, next?}; without a summary nothing is shown.
function present({ summary, warnings = [], charts = [], rows = [], inputs = [], next }) {
  const box = page.result;
  box.hidden = !summary;
  say("");
  put(box.querySelector(".kb-summary"), summary ?? "");
  const shownWarnings = warnings.join("\n");
  const holder = box.querySelector(".kb-warnings");
  if (holder.dataset.shown !== shownWarnings) {
    holder.dataset.shown = shownWarnings; // said again only when it changed
    holder.replaceChildren(...warnings.map((words) => make("p", { className: "kb-warning", textContent: words })));
  }
  const follow = box.querySelector(".kb-next");
  follow.replaceChildren(...(next && form.dataset.applies ? [make("a", { href: `${form.dataset.applies}?passage=${next}`, textContent: `What applies at ${form.dataset.appliesOf.toLowerCase()} ${spoken(String(next))}` })] : []));
  const drawing = box.querySelector(".kb-charts");
  drawing.replaceChildren();
  if (summary) for (const what of charts) chart(drawing, what);
  if (box.querySelector("[data-result]")) fillTable(rows, inputs);
}

const put = (node, words) => { if (node.textContent !== words) node.textContent = words; };

function fillTable(rows, inputs) {
  const names = Object.keys(page.labels);
  const used = names.filter((name) => rows.some(([, cells]) => cells[name] !== null && cells[name] !== undefined));
  const text = (value) => (typeof value === "string" ? value : show(value));
  for (const head of page.result.querySelectorAll("[data-result]")) head.hidden = !used.includes(head.dataset.result);
  page.result.querySelector("tbody").replaceChildren(...rows.map(([label, cells]) =>
    make("tr", {}, make("th", { scope: "row", textContent: label }), ...used.map((name) => make("td", { textContent: text(cells[name]) })))));
  const read = inputs.length ? Object.keys(inputs[0]).filter((name) => inputs.some((line) => line[name] !== null)) : [];
  page.rows = [
    [page.of, ...read.map(inputLabel), ...used.map((name) => page.labels[name])],
    ...rows.map(([label, cells], place) => [label, ...read.map((name) => inputs[place][name]), ...used.map((name) => cells[name])]),
  ];
}

const inputLabel = (name) => form.querySelector(`[data-name=${name}] label, [data-name=${name}] legend`)?.firstChild.textContent.trim()
  ?? page.template.content.querySelector(`[data-name=${name}] label`).firstChild.textContent.trim();

// --- doublings, line by line -----------------------------------------------------------------------

function runDoublings(values) {
  const written = values.lines.map((line) => Object.values(line).some((value) => value !== null));
  const lines = values.lines.slice(0, written.lastIndexOf(true) + 1);
  const boxes = [...page.lines.children];
  lines.forEach((line, place) => {
    if (line.split !== null && (line.seeded !== null || line.harvested !== null)) {
      complain(boxes[place].querySelector("[name=split]"), "Give the counts or the split, not both.");
      lines[place] = { ...line, split: null, seeded: null };
    }
  });
  const found = doublings(lines, values.before ?? 0);
  const short = found.indexOf(null);
  const whole = short < 0 ? found : found.slice(0, short);
  const names = lines.map((_, place) => lineName(values, place));
  const missing = short < 0 ? [] : [`${names[short]} is not complete: it needs ${inputLabel("seeded").toLowerCase()} and ${inputLabel("harvested").toLowerCase()}, or a split. The lines after it are not added up.`];
  compare(values, whole);
  if (!whole.length) return present({ summary: lines.length ? missing[0] : "" });
  const total = whole.at(-1).total;
  const fold = 2 ** (total - (values.before ?? 0));
  return present({
    summary: `${page.labels.total}: ${show(total)}. ${page.labels.fold}: ${show(fold)} in all.`,
    warnings: [...missing, ...oddities(whole, lines, names), ...(values.before === null ? ["The sum counts from your first line on, as if nothing had grown before it."] : [])],
    charts: [{
      title: `${page.labels.total} (line), ${page.labels.doublings.toLowerCase()} of each (bars)`, of: values.first === null ? "Line" : page.of, labels: whole.map((_, place) => String((values.first ?? 1) + place)),
      values: whole.map((line) => line.total), bars: whole.map((line) => line.doublings), bands: bands(values),
      note: "Letters: the ranges under “What is said about such numbers”.",
    }],
    rows: whole.map((line, place) => [values.first === null ? names[place] : String(values.first + place), line]),
    inputs: lines.slice(0, whole.length),
    next: values.first === null ? null : values.first + whole.length - 1,
  });
}

function oddities(found, lines, names) {
  const living = ({ harvested, viable }) => (harvested * (viable ?? 100)) / 100;
  const odd = [];
  found.forEach((line, place) => {
    if (line.doublings < 0) odd.push(`${names[place]}: fewer were harvested than seeded, so its doublings are below 0.`);
    const last = lines[place - 1];
    if (last?.harvested && lines[place].seeded > living(last)) odd.push(`${names[place]} was seeded with more than ${names[place - 1]} gave. Was it pooled, or is it a slip?`);
  });
  return odd;
}

const claims = () => [...document.querySelectorAll(".kb-compare > li")].map((item, place) => ({
  item,
  letter: String.fromCharCode(65 + place),
  doublings: range(item.dataset.doublings).value,
  passage: range(item.dataset.passage ?? "").value,
}));

function bands({ first }) {
  return claims().filter(({ passage }) => !passage || first !== null).map(({ letter, doublings: window, passage }) => ({
    low: window.low, high: window.high, label: letter, ...(passage ? { from: passage.low - first, to: passage.high - first } : {}),
  })).filter(({ from, to }) => from === undefined || to >= 0);
}

function compare(values, found) {
  for (const { item, doublings: window, passage } of claims()) {
    const stands = (total) => (total < window.low ? "below" : total > window.high ? "above" : window.low === window.high ? "at it" : "inside");
    const told = item.querySelector(".kb-compared");
    if (!found.length) { put(told, ""); continue; }
    if (passage && values.first === null) { put(told, `Write the number of the first ${page.of.toLowerCase()} to compare.`); continue; }
    if (passage) {
      const inside = found.map((line, place) => ({ place: values.first + place, total: line.total })).filter(({ place }) => overlap(passage, { low: place, high: place }));
      put(told, inside.map(({ place, total }) => `Yours at ${page.of.toLowerCase()} ${place}: ${show(total)}, ${stands(total)}.`).join(" ") || `None of your lines is such a ${page.of.toLowerCase()}.`);
      continue;
    }
    const reached = found.findIndex((line) => line.total >= window.low);
    const last = found.at(-1).total;
    put(told, `Yours in the end: ${show(last)}, ${stands(last)}.${reached < 0 ? "" : ` It reached ${show(window.low)} in ${lineName(values, reached).toLowerCase()}.`}`);
  }
}

// --- one number in several ways of counting --------------------------------------------------------

function runCounting({ number: given }) {
  const heads = [...document.querySelectorAll(".kb-ways [data-way]")];
  const ways = heads.map(({ dataset, textContent }) => ({ id: dataset.way, low: Number(dataset.low), high: Number(dataset.high), label: textContent }));
  const told = form.elements.way.value;
  const found = given === null ? null : counting(ways, told, given);
  for (const row of document.querySelectorAll(".kb-ways tbody tr")) {
    const here = found && overlap(found.start, { low: Number(row.dataset.start), high: Number(row.dataset.start) });
    row.classList.toggle("kb-here", Boolean(here));
    here ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
  }
  complain(form.elements.number, given !== null && !found ? "Counted this way there is no such number." : document.getElementById("error-number").textContent);
  if (!found) return present({ summary: "" });
  const spoken = ({ low, high }) => (low === high ? String(low) : high === low + 1 ? `${low} or ${high}` : `${low} to ${high}`);
  return present({
    summary: `${page.of}: ${spoken(found.start)}.`,
    rows: ways.map((way, place) => [way.label, { number: spoken(found.ways[place]) }]),
    next: found.start.low === found.start.high ? found.start.low : `${found.start.low}-${found.start.high}`,
  });
}

// --- yield and cost, round by round ----------------------------------------------------------------

function runYield(values, wrong) {
  if (values.doublings && values.fold) {
    complain(form.elements.fold, "Give doublings or growth, not both.");
    return present({ summary: "" });
  }
  const needed = ["start", values.fold ? "fold" : "doublings", "rounds", "cost"].filter((name) => values[name] === null);
  const empty = Object.values(values).every((value) => value === null);
  if (wrong || needed.length) {
    const missing = needed.map((name) => inputLabel(name).toLowerCase());
    return present({ summary: empty || !missing.length ? "" : `Still needed: ${missing.join(", ")}.` });
  }
  const lines = yields(values);
  if (lines.some((line) => !Number.isFinite(line.units) || !Number.isFinite(line.cost))) return present({ summary: "These numbers grow beyond what can be shown." });
  const wanted = values.doses ?? 1;
  const enough = lines.findIndex((line) => line.doses !== null && line.doses >= wanted);
  const logs = (name) => lines.every((line) => line[name] > 0);
  const labels = lines.map((_, place) => String(place + 1));
  const draw = (name, marks = []) => ({ title: page.labels[name], of: page.of, labels, values: lines.map((line) => line[name]), log: logs(name), marks });
  return present({
    summary: summarise(lines, values, enough, wanted),
    charts: [draw("units", values.dose ? [{ value: values.dose * wanted, label: `${show(wanted)} × ${show(values.dose)}` }] : []), draw("million")],
    rows: lines.map((line, place) => [labels[place], line]),
    next: enough < 0 ? null : enough + 1,
  });
}

function summarise(lines, { dose }, enough, wanted) {
  const at = (place) => `${page.of.toLowerCase()} ${place + 1}`;
  const last = lines.length - 1;
  if (!dose) return `At ${at(last)}: ${page.labels.units.toLowerCase()} ${show(lines[last].units)}, ${page.labels.million.toLowerCase()} ${show(lines[last].million)}.`;
  const doses = enough < 0
    ? `${page.labels.doses}: ${show(lines[last].doses)} at ${at(last)}, fewer than the ${show(wanted)} wanted.`
    : `${page.labels.doses}: ${show(lines[enough].doses)} at ${at(enough)}, the first with the ${show(wanted)} wanted.`;
  const finite = lines.map((line) => line.whole);
  const lowest = finite.indexOf(Math.min(...finite));
  return Number.isFinite(finite[lowest]) ? `${doses} ${page.labels.whole}: lowest at ${at(lowest)}, ${show(finite[lowest])}.` : doses;
}

// --- claims whose scope covers a case --------------------------------------------------------------

const fetched = new Map();
function fetchOnce(name) {
  const address = new URL(`${form.dataset.root}calculators/${name}`, document.baseURI);
  if (!fetched.has(name)) {
    fetched.set(name, fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(name)))).catch((error) => { fetched.delete(name); throw error; }));
  }
  return fetched.get(name);
}

async function runScope({ passage, doublings: gained }, wrong, turn) {
  const ticked = (name) => [...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);
  const wanted = { passage, doublings: gained, tissue: ticked("tissue"), product: ticked("product") };
  const everything = form.elements.all.checked;
  if (wrong || (!passage && !gained && !wanted.tissue.length && !wanted.product.length)) return present({ summary: "" });
  try {
    const index = await fetchOnce("scopes.json");
    const parts = index.parts.filter((part) => everything || !passage || (part.rank < 2 && overlap(passage, { low: part.low, high: part.high ?? Infinity })));
    const rows = (await Promise.all(parts.map((part) => fetchOnce(part.file)))).flat();
    if (turn === page.turn) showClaims(rows.map((row) => readRow(index.fields, row)), wanted, index, everything);
  } catch {
    if (turn === page.turn) present({ summary: "The claims could not be fetched. The table below holds those that name a passage." });
  }
  return undefined;
}

function readRow(fields, row) {
  const claim = Object.fromEntries(fields.map((name, place) => [name, row[place]]));
  return { ...claim, window: claim.passage, passage: range(claim.passage ?? "").value, doublings: range(claim.doublings ?? "").value,
    studied: claim.studied.map(([window, tissue]) => ({ ...range(window).value, window, tissue })) };
}

function showClaims(all, wanted, index, everything) {
  const order = Object.keys(index.levels);
  const found = all.map((claim) => ({ claim, how: covers(claim, wanted), own: inOwnTissue(claim, wanted) })).filter(({ how }) => how && (how.near || everything));
  found.sort((a, b) => b.how.inWindow - a.how.inWindow || b.own - a.own || order.indexOf(a.claim.level) - order.indexOf(b.claim.level) || (a.claim.id < b.claim.id ? -1 : 1));
  const counts = [];
  for (const section of page.result.querySelectorAll("[data-levels]")) {
    const own = found.filter(({ claim }) => section.dataset.levels.split(" ").includes(claim.level));
    counts.push(`${section.dataset.name.toLowerCase()} ${own.length}`);
    section.hidden = !own.length;
    section.querySelector("h3 span").textContent = `(${own.length})`;
    section.querySelector("ul").replaceChildren(...own.slice(0, MOST_SHOWN).map((one) => claimLine(one, wanted, index)));
    const rest = section.querySelector(".kb-rest");
    rest.hidden = own.length <= MOST_SHOWN;
    rest.textContent = `Show all ${own.length}`;
    rest.onclick = () => {
      const more = own.slice(MOST_SHOWN).map((one) => claimLine(one, wanted, index));
      section.querySelector("ul").append(...more);
      more[0].querySelector("a").focus();
      rest.hidden = true;
    };
  }
  const number = found.length === 1 ? "1 claim covers" : `${found.length} claims cover`;
  present({ summary: found.length ? `${number} this: ${counts.join(", ")}.` : "No claim here covers this and names it or studied it.", warnings: beyond(found, wanted, index) });
  page.rows = [["Claim", "Statement", "Level", page.of, "Studied"],
    ...found.map(({ claim }) => [claim.id, claim.says, index.levels[claim.level], claim.window ?? "", claim.studied.map((one) => `${one.window} (${index.terms[one.tissue] ?? one.tissue})`).join("; ")])];
}

const spoken = (window) => window.replace("-", "–").replace("+", " and later");

const windowOf = ({ low, high }) => (low === high ? String(low) : high === Infinity ? `${low} and later` : `${low}–${high}`);

// The warning that a case lies outside of everything that evidence looked at, in any tissue or in those chosen.
function beyond(found, { passage, tissue }, { studied }) {
  if (!passage || !studied) return [];
  const what = `${page.of.toLowerCase()} ${windowOf(passage)}`;
  if (passage.low > studied[1] || passage.high < studied[0]) {
    return [`Outside what was studied: what evidence here states lies from ${studied[0]} to ${studied[1]}. Where it says “and later”, nobody knows how far. Nothing below was shown at ${what}.`];
  }
  const chosen = tissue.some((one) => one !== "-");
  return chosen && found.length && !found.some(({ own }) => own) ? [`No evidence counted for these claims looked at ${what} in the tissue chosen.`] : [];
}

// Whether evidence looked at the passage in a tissue that was asked for.
const inOwnTissue = (claim, { passage, tissue }) => claim.studied.some((one) => tissue.includes(one.tissue) && (!passage || overlap(one, passage)));

function claimLine({ claim, how, own }, wanted, index) {
  const mark = page.result.querySelector(`template[data-level=${claim.level}]`).content.firstElementChild.cloneNode(true);
  const line = make("a", { className: "kb-line", href: `${form.dataset.root}claims/${claim.id}/` }, mark, make("span", { textContent: claim.says }));
  const facts = [];
  if (claim.window) facts.push(`${page.of.toLowerCase()} ${spoken(claim.window)}`);
  const places = new Map();
  for (const one of claim.studied) places.set(one.tissue, [...(places.get(one.tissue) ?? []), spoken(one.window)]);
  const studied = [...places].map(([tissue, windows]) => `${(index.terms[tissue] ?? (tissue === "unknown" ? "tissue not stated" : tissue)).toLowerCase()} ${windows.join(", ")}`);
  if (studied.length) facts.push(`studied: ${studied.join("; ")}`);
  if (claim.unstated) facts.push(`${claim.unstated} not saying which`);
  if (!claim.studied.length && !claim.unstated) facts.push("no evidence counted");
  const about = make("p", { className: "kb-fine" }, facts.join(" · "));
  if (wanted.passage && claim.studied.length && !how.studied) about.append(" ", flag(`not studied at ${page.of.toLowerCase()} ${windowOf(wanted.passage)}`, true));
  else if (claim.studied.length && wanted.tissue.some((one) => one !== "-") && !own) about.append(" ", flag(`not in this tissue${wanted.passage ? ` at ${page.of.toLowerCase()} ${windowOf(wanted.passage)}` : ""}`));
  return make("li", {}, line, about);
}

const flag = (words, bad = false) => make("span", { className: bad ? "kb-flag kb-flag-bad" : "kb-flag", textContent: words });

if (form) start();

// The search page: words, filters and order; the state stands in the address.
import { make } from "./dom.js";

const FACETS = {
  type: "Kind of page", level: "How well it stands", topic: "Topic", stance: "Evidence", passage: "Passage", tissue: "Tissue", cells: "Cells",
  product: "Product", species: "Species", kind: "Kind of statement", source: "Who says so", interest: "Interest of who says so",
};
const SHOWN = { supports: "for it", qualifies: "limits it", refutes: "against it", "no evidence": "none recorded" };
const NOUNS = { cl: "claim", qu: "question", te: "word of the glossary", wo: "work", so: "source", to: "topic", ta: "table", ca: "calculator" };
const OPEN = ["level", "topic"];
const STEP = 10;
const WAIT = 90; // milliseconds after a key before the search starts

const at = (selector) => document.querySelector(`#kb-results ${selector}`);
const [input, box, folds, status, sort] = ["#kb-page-q", ".kb-filters", ".kb-facets", "#kb-status", "select"].map(at);
const [list, chosen, help, more, start] = [".kb-hits", ".kb-chosen", ".kb-help", "#kb-more", "#kb-start"].map(at);
const levels = new Map([...document.getElementById("kb-levels").content.children].map((node) => [node.dataset.label, node]));
const known = new Set(); // filters whose values were fetched
let state = read();
let shown = STEP;
let turn = 0;
let waiting = 0;

input.value = state.q;
if (!state.q) input.focus({ preventScroll: true });
const { ask, most, know, count, kinds, byLevel, byTitle } = await import("./search-engine.js");
state.q = input.value; // what was typed meanwhile
input.form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.focus(); });
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => change({ q: input.value }, "replaceState"), WAIT);
});
sort.addEventListener("change", () => change({ sort: sort.value }));
more.addEventListener("click", async () => {
  const first = shown;
  shown += STEP;
  await run();
  list.children[first]?.querySelector("a").focus();
});
addEventListener("popstate", () => { state = read(); input.value = state.q; shown = STEP; run(); });
at("").addEventListener("keydown", walk);
await run();
box.open = matchMedia("(min-width: 60em)").matches;
drawFolds();

// --- the state and the address ---

function read() {
  const address = new URLSearchParams(location.search);
  const filters = Object.fromEntries(Object.keys(FACETS).filter((name) => address.has(name)).map((name) => [name, address.getAll(name)]));
  return { q: address.get("q") ?? "", sort: address.get("sort") ?? "", filters };
}

function change(what, how = "pushState") {
  state = { ...state, ...what };
  shown = STEP;
  const parts = new URLSearchParams(state.q.trim() ? { q: state.q } : {});
  for (const [name, values] of Object.entries(state.filters)) for (const value of values) parts.append(name, value);
  if (state.sort) parts.set("sort", state.sort);
  history[how](null, "", parts.size ? `?${parts}` : location.pathname);
  return run();
}

function choose(name, value, on) {
  const values = (state.filters[name] ?? []).filter((one) => one !== value);
  const { [name]: _, ...others } = state.filters;
  if (on) values.push(value);
  return change({ filters: values.length ? { ...others, [name]: values } : others });
}

// --- searching and drawing ---

async function run() {
  const mine = ++turn;
  const { filters } = state;
  for (const name of Object.keys(filters)) known.add(name);
  let [q, answer] = [state.q, await ask(state.q, filters)];
  const fewer = answer.results.length ? null : await most(q, filters);
  if (fewer) [q, answer] = [fewer.kept, fewer.answer];
  const results = await ordered(q, answer.results);
  const idle = !q.trim() && !Object.keys(filters).length;
  const hits = idle ? [] : await Promise.all(results.slice(0, shown).map((result) => result.data()));
  const counts = await count(q, filters, known, answer);
  if (mine !== turn) return;
  status.textContent = `${told(kinds(results))}${idle ? " to search." : ""}`;
  const focused = list.contains(document.activeElement) && document.activeElement.getAttribute("href");
  list.replaceChildren(...hits.map(hit));
  if (focused) list.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus(); // who walks the hits is not thrown off by late counts
  list.hidden = !hits.length;
  more.hidden = idle || results.length <= shown;
  start.hidden = !idle;
  sort.value = state.sort;
  sort.parentElement.hidden = idle || results.length < 2;
  drawChosen();
  drawCounts(counts);
  help.hidden ||= idle;
  if (!idle) await drawHelp(mine, results.length, fewer?.kept);
}

function ordered(q, results) {
  if (state.sort === "level") return byLevel(q, state.filters, [...levels.keys()], results);
  return state.sort === "title" ? byTitle(results) : results;
}

function told(counts) {
  const some = Object.entries(NOUNS).filter(([kind]) => counts[kind]).map(([kind, noun]) => {
    const plural = noun.startsWith("word ") ? noun.replace("word", "words") : `${noun}s`;
    return `${counts[kind].toLocaleString("en")} ${counts[kind] === 1 ? noun : plural}`;
  });
  return some.join(", ") || "Nothing found";
}

function hit({ url, meta, filters, excerpt }) {
  const level = levels.get(filters.level?.[0]);
  const [supports, qualifies, refutes] = (filters.groups?.[0] ?? "").split(" ");
  const groups = supports === undefined || !level ? "" : `for ${supports} · qualified ${qualifies} · against ${refutes}`;
  const place = filters.topic?.[0] ?? filters.type?.[0];
  const line = make("p", { className: "kb-fine" });
  line.append(...[level?.cloneNode(true), groups, place].filter(Boolean).flatMap((part, number) => (number ? [" · ", part] : [part])));
  const text = make("p");
  text.innerHTML = excerpt; // escaped by the index, with <mark> around the words
  return make("li", { className: "kb-hit" }, make("a", { className: "kb-hit-title", href: url, textContent: meta.title }), line, text);
}

function drawChosen() {
  const pairs = Object.entries(state.filters).flatMap(([name, values]) => values.map((value) => [name, value]));
  at(".kb-count").textContent = pairs.length ? `(${pairs.length})` : "";
  chosen.hidden = !pairs.length;
  chosen.replaceChildren(...pairs.map(([name, value]) => {
    const words = `${FACETS[name]}: ${SHOWN[value] ?? value}`;
    const drop = make("button", { type: "button", textContent: `${words} ✕`, label: `Drop the filter ${words}` });
    drop.addEventListener("click", () => { choose(name, value, false); input.focus(); });
    return make("li", {}, drop);
  }));
}

// --- filters ---

function drawFolds() {
  for (const [name, label] of Object.entries(FACETS)) {
    const fold = make("details", { data: { facet: name } }, make("summary", { textContent: label }), make("div"));
    fold.addEventListener("toggle", () => fetchOpen());
    folds.append(fold);
    fold.open = OPEN.includes(name) || name in state.filters;
  }
  box.addEventListener("toggle", () => fetchOpen());
}

async function fetchOpen() {
  const open = box.open ? [...folds.querySelectorAll("details[open]")].map((fold) => fold.dataset.facet) : [];
  const fresh = open.filter((name) => !known.has(name));
  for (const name of fresh) known.add(name);
  if (!fresh.length) return;
  await Promise.all(fresh.map(know));
  await run();
}

function drawCounts(counts) {
  const focused = document.activeElement?.dataset?.choice;
  for (const fold of folds.children) {
    const name = fold.dataset.facet;
    if (name in counts) fold.lastElementChild.replaceChildren(...choices(name, counts[name]));
  }
  if (focused) folds.querySelector(`[data-choice="${CSS.escape(focused)}"]`)?.focus();
}

function choices(name, counts) {
  const order = name === "level" ? [...levels.keys()] : Object.keys(counts).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const ticked = state.filters[name] ?? [];
  return [...new Set([...order, ...ticked])].filter((value) => counts[value] || ticked.includes(value)).map((value) => {
    const tick = make("input", { type: "checkbox", checked: ticked.includes(value), data: { choice: `${name}=${value}` } });
    tick.addEventListener("change", () => choose(name, value, tick.checked));
    const words = name === "level" && levels.has(value) ? levels.get(value).cloneNode(true) : make("span", { textContent: SHOWN[value] ?? value });
    return make("label", {}, tick, words, make("span", { className: "kb-number", textContent: String(counts[value] ?? 0) }));
  });
}

// --- help found, and the keys ---

async function drawHelp(mine, found, kept) {
  const others = found ? [] : await Promise.all(Object.keys(state.filters).map(without));
  const clear = button("Clear all filters", {});
  const { meant } = await import("./search-words.js");
  const links = (await meant(state.q, found)).map(([words, link]) => make("li", {}, make("a", { href: link ?? `?q=${encodeURIComponent(words)}`, textContent: words })));
  if (mine !== turn) return;
  const told = others.length ? "Nothing fits these words and all of these filters." : "No page has these words.";
  help.replaceChildren(
    ...(found ? [] : [make("p", { textContent: told })]),
    ...(kept ? [make("p", { textContent: `No page has all of these words. These have “${kept}”.` })] : []),
    ...(others.length ? [make("ul", {}, ...others.filter(Boolean), clear)] : []),
    ...(links.length ? [make("p", { textContent: "Did you mean" }), make("ul", {}, ...links)] : []),
  );
  help.hidden = !help.childElementCount;
  start.hidden = found > 0 || others.length > 0 || links.length > 0;
}

async function without(name) {
  const { [name]: _, ...kept } = state.filters;
  const left = (await ask(state.q, kept)).results.length;
  return left && button(`Without “${FACETS[name].toLowerCase()}”: ${left} ${left === 1 ? "page" : "pages"}`, kept);
}

function button(textContent, filters) {
  const node = make("button", { type: "button", className: "kb-button", textContent });
  node.addEventListener("click", () => { change({ filters }); input.focus(); });
  return make("li", {}, node);
}

function walk(event) {
  const links = [...list.querySelectorAll("a.kb-hit-title")];
  const place = links.indexOf(document.activeElement);
  if (event.key === "Escape" && event.target === input && input.value) {
    input.value = "";
    change({ q: "" }, "replaceState");
  } else if (event.key === "Escape" && place >= 0) {
    input.focus();
  } else if (event.key === "ArrowDown" && links.length && (place >= 0 || event.target === input)) {
    links[Math.min(place + 1, links.length - 1)].focus();
  } else if (event.key === "ArrowUp" && place >= 0) {
    (links[place - 1] ?? input).focus();
  } else return;
  event.preventDefault();
}

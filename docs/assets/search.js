// The search page: words and facets, the state in the address.
import { make } from "./dom.js";

const holder = document.getElementById("kb-results");
const FACETS = ["type", "level", "topic", "passage", "stance", "kind", "source", "tissue", "cells", "product", "species"];
const OPEN = new Set(["type", "level", "topic"]);
const PAGE = 20;
const pagefind = await import(new URL("../pagefind/pagefind.js", document.baseURI));
await pagefind.init();
const address = new URLSearchParams(location.search);
let turn = 0;
const state = { q: address.get("q") || "", filters: {}, shown: PAGE };
for (const facet of FACETS) if (address.has(facet)) state.filters[facet] = address.getAll(facet);

const input = make("input", { type: "search", id: "kb-page-q", value: state.q, placeholder: "Search", autocomplete: "off" });
const form = make("form", { className: "kb-search kb-search-large", role: "search", label: "On this page" },
  make("label", { className: "kb-visually-hidden", htmlFor: "kb-page-q", textContent: "Search the claims" }), input);
const facets = make("div", { className: "kb-facets" });
const wide = matchMedia("(min-width: 60em)").matches;
const box = make("details", { className: "kb-filters", open: wide }, make("summary", { textContent: "Filters" }), facets);
const status = make("p", { className: "kb-fine", role: "status" });
const list = make("div");
const more = make("button", { className: "md-button", type: "button", textContent: "Show more", hidden: true });
holder.replaceChildren(form, box, make("div", {}, status, list, more));

const total = await pagefind.filters();
form.addEventListener("submit", (event) => event.preventDefault());
input.addEventListener("input", () => { state.q = input.value; state.shown = PAGE; run(); });
more.addEventListener("click", () => { state.shown += PAGE; run(); });
if (!state.q) input.focus({ preventScroll: true });

await run();

async function run() {
  const mine = ++turn;
  const parts = new URLSearchParams(state.q ? { q: state.q } : {});
  for (const [facet, values] of Object.entries(state.filters)) for (const value of values) parts.append(facet, value);
  history.replaceState(null, "", parts.size ? `?${parts}` : location.pathname);
  const found = await ask(state.filters);
  const counts = { ...found.filters };
  for (const facet of Object.keys(state.filters)) {
    const { [facet]: _, ...others } = state.filters; // what each value would give in the place of those chosen
    counts[facet] = (await ask(others)).filters[facet];
  }
  const hits = await Promise.all(found.results.slice(0, state.shown).map((result) => result.data()));
  if (mine !== turn) return;
  const count = found.results.length;
  status.textContent = count === 1 ? "1 page" : `${count} pages`;
  list.replaceChildren(...(count ? hits.map(hit) : [nothing()]));
  more.hidden = count <= state.shown;
  drawFacets(counts);
}

function ask(chosen) {
  const filters = Object.fromEntries(Object.entries(chosen).map(([facet, values]) => [facet, { any: values }]));
  return pagefind.search(state.q.trim() || null, { filters });
}

function hit(data) {
  const title = make("a", { className: "kb-hit-title", href: data.url });
  title.append(data.meta.title);
  const what = [data.meta.level, data.filters.type?.[0], data.filters.topic?.[0]].filter(Boolean).join(" · ");
  const stances = (data.filters.stance || []).join(", ");
  const excerpt = make("p");
  excerpt.innerHTML = data.excerpt; // escaped by the index, with <mark> around the words
  return make("div", { className: "kb-hit" }, title,
    make("p", { className: "kb-fine", textContent: stances ? `${what} · evidence: ${stances}` : what }), excerpt);
}

function nothing() {
  const clear = make("button", { className: "md-button", type: "button", textContent: "Clear the filters" });
  clear.addEventListener("click", () => { state.filters = {}; run(); });
  const filtered = Object.keys(state.filters).length > 0;
  const words = filtered ? "Nothing fits all of these filters." : "Nothing fits these words. Try a single word, such as senescence, doublings or VEGF.";
  return make("div", {}, make("p", { textContent: words }), ...(filtered ? [clear] : []));
}

function drawFacets(counts) {
  const open = new Set([...facets.querySelectorAll("details[open]")].map((node) => node.dataset.facet));
  const first = facets.childElementCount === 0;
  const focused = document.activeElement?.dataset?.choice;
  facets.replaceChildren(...FACETS.filter((facet) => total[facet]).map((facet) => {
    const chosen = state.filters[facet] || [];
    const values = Object.keys(total[facet]).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const rows = values.filter((value) => chosen.includes(value) || counts[facet]?.[value]).map((value) => {
      const tick = make("input", { type: "checkbox", checked: chosen.includes(value) });
      tick.dataset.choice = `${facet}=${value}`;
      tick.addEventListener("change", () => {
        const kept = new Set(state.filters[facet] || []);
        tick.checked ? kept.add(value) : kept.delete(value);
        if (kept.size) state.filters[facet] = [...kept]; else delete state.filters[facet];
        state.shown = PAGE;
        run();
      });
      return make("label", {}, tick, make("span", { textContent: value }), make("span", { textContent: String(counts[facet]?.[value] ?? 0) }));
    });
    const node = make("details", { open: first ? OPEN.has(facet) || chosen.length > 0 : open.has(facet) },
      make("summary", { textContent: facet[0].toUpperCase() + facet.slice(1) }), ...rows);
    node.dataset.facet = facet;
    return node;
  }));
  if (focused) facets.querySelector(`[data-choice="${CSS.escape(focused)}"]`)?.focus();
}

// The explorer: the address says what is looked at; list and picture are drawn from the same view.
import { combobox } from "./combobox.js";
import { find, keyOf, kindOf, locate, overview } from "./data.js";
import { drawList, make } from "./list.js";
import { makeView } from "./view.js";

const FILTERS = ["level", "stance", "topic"];
const $ = (id) => document.getElementById(`kb-x-${id}`);
const page = document.getElementById("kb-x");
const root = page.dataset.root;
let picture;
let turn = 0;
let view = { nodes: [] };
let state = read();

// --- the address ---------------------------------------------------------------------------------

function read() {
  const asked = new URLSearchParams(location.search);
  const count = (name, least) => Math.max(Number.parseInt(asked.get(name), 10) || least, least);
  return {
    focus: asked.get("focus") ?? "", from: asked.get("from") ?? "", to: asked.get("to") ?? "", via: asked.has("via"),
    part: count("part", 1), more: Math.min(count("more", 0), 50), ...Object.fromEntries(FILTERS.map((name) => [name, new Set(asked.getAll(name))])),
  };
}

function address(of) {
  const said = new URLSearchParams();
  for (const name of ["focus", "from", "to"]) if (of[name]) said.set(name, of[name]);
  if (of.via) said.set("via", "1");
  if (of.part > 1) said.set("part", of.part);
  if (of.more) said.set("more", of.more);
  for (const name of FILTERS) for (const value of of[name]) said.append(name, value);
  const query = said.toString().replaceAll("%3A", ":");
  return query ? `?${query}` : location.pathname;
}

const looking = (focus, part = 1) => ({ ...state, focus, part, more: 0, from: "", to: "", via: false });

// Look at something else. The heading takes the focus of the keyboard, so that what is new is read next.
async function go(next, { replace = false, move = true } = {}) {
  state = next;
  history[replace ? "replaceState" : "pushState"](null, "", address(state));
  await show();
  if (move) $("heading").focus({ preventScroll: matchMedia("(min-width: 60em)").matches });
}

// --- showing it ----------------------------------------------------------------------------------

async function show() {
  const mine = ++turn;
  try {
    const next = await makeView(state);
    if (mine !== turn) return;
    view = next;
  } catch (error) {
    if (mine === turn) $("status").textContent = `The graph could not be read (${error.message}). Try again, or start from the topics.`;
    return;
  }
  controls();
  $("heading").textContent = view.title;
  $("status").textContent = view.says;
  await drawList($("items"), view, { root, href: (node, part) => address(looking(node, part)), more: moreButton, marks });
  $("caption").textContent = "";
  picture?.draw(view);
}

function moreButton(rest) {
  const button = make("button", { type: "button", className: "md-button", textContent: `Show more (${rest})` });
  button.addEventListener("click", () => go({ ...state, more: state.more + 1 }));
  return button;
}

// The marks of the levels are drawn in the filters; lists copy them.
const marks = new Map([...page.querySelectorAll("input[name=level]")].map((tick) => [tick.value, tick.nextElementSibling]));

function controls() {
  for (const name of FILTERS) for (const tick of page.querySelectorAll(`input[name=${name}]`)) tick.checked = state[name].has(tick.value);
  const count = FILTERS.reduce((sum, name) => sum + state[name].size, 0);
  $("filters").querySelector(".kb-x-count").textContent = count ? `(${count})` : "";
  $("via").checked = state.via;
  for (const end of ["from", "to"]) name($(end), state[end]);
}

async function name(input, node) {
  if (!node || input.dataset.node === node) return;
  input.dataset.node = node;
  input.value = keyOf(node);
  const known = await locate(node).catch(() => undefined);
  if (known && input.dataset.node === node) input.value = known.label;
}

// --- what can be done ----------------------------------------------------------------------------

function listen() {
  const say = (words) => { $("status").textContent = words; };
  combobox($("find"), { find, say, choose: (node) => { $("find").value = ""; go(looking(node)); } });
  for (const end of ["from", "to"]) combobox($(end), { find, say, choose: () => {} });
  $("bar").addEventListener("submit", (event) => event.preventDefault());
  $("bar").addEventListener("change", ({ target }) => {
    if (!FILTERS.includes(target.name)) return;
    const kept = new Set(state[target.name]);
    target.checked ? kept.add(target.value) : kept.delete(target.value);
    go({ ...state, [target.name]: kept }, { replace: true, move: false });
  });
  $("clear").addEventListener("click", () => go({ ...state, ...Object.fromEntries(FILTERS.map((filter) => [filter, new Set()])) }, { replace: true, move: false }));
  $("go").addEventListener("click", findPath);
  $("items").addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(looking(link.dataset.go, Number(link.dataset.part) || 1));
  });
  for (const [type, to] of [["mouseover", 1], ["focusin", 1], ["mouseout", 0], ["focusout", 0]]) {
    $("items").addEventListener(type, (event) => picture?.point((to && event.target.closest("[data-node]")?.dataset.node) || ""));
  }
  addEventListener("popstate", () => { state = read(); show(); });
}

async function findPath() {
  const ends = [];
  for (const end of ["from", "to"]) {
    const input = $(end);
    const node = input.dataset.node ?? (await find(input.value, 1)).found[0]?.id;
    if (!node) {
      $("status").textContent = `Nothing fits what “${end}” says. Type a few words and choose one of the suggestions.`;
      input.focus();
      return;
    }
    ends.push(node);
  }
  go({ ...looking(""), from: ends[0], to: ends[1], via: $("via").checked });
}

// --- the picture ---------------------------------------------------------------------------------

async function startDrawing() {
  if (!page.dataset.library) return;
  $("figure").hidden = false;
  try {
    const { startPicture } = await import("./picture.js");
    const library = new URL(root + page.dataset.library, location.href);
    picture = await startPicture($("canvas"), library, { onNode: (node) => go(looking(node), { move: false }), onHover: caption });
    picture.draw(view);
    $("canvas").dataset.drawn = "yes";
  } catch (error) {
    $("figure").hidden = true;
    $("status").textContent += ` There is no picture (${error.message}); the list is complete.`;
  }
  $("figure").querySelector(".kb-x-tools").addEventListener("click", ({ target }) => tools[target.dataset.do]?.());
}

async function caption(id) {
  const node = view.nodes.find((one) => one.id === id);
  if (!node) { $("caption").textContent = ""; return; }
  const level = node.level ? ` — ${(await overview()).levels.find(([known]) => known === node.level)[1]}` : "";
  $("caption").textContent = `${kindOf(id)}: ${node.label}${level}`;
}

const tools = {
  in: () => picture.zoom(1.3),
  out: () => picture.zoom(1 / 1.3),
  fit: () => picture.fit(),
  png: () => save("png", picture.png()),
  svg: async () => save("svg", new Blob([(await import("./svg.js")).toSvg(picture.cy, picture.colour())], { type: "image/svg+xml" })),
  json: () => save("json", new Blob([`${JSON.stringify(plain(), null, 1)}\n`], { type: "application/json" })),
};

function plain() {
  const nodes = view.nodes.map(({ id, kind, label, level, flag }) => ({ id, kind, label, level, flag: flag || undefined }));
  return { title: view.title, address: address(state), nodes, links: view.links.map(({ from, how, to }) => ({ from, how, to })) };
}

async function save(ending, blob) {
  const url = URL.createObjectURL(await blob);
  const what = state.from ? "path" : keyOf(state.focus || ":topics");
  make("a", { href: url, download: `${what}.${ending}` }).click();
  URL.revokeObjectURL(url);
}

$("bar").hidden = false;
listen();
await show();
await startDrawing();

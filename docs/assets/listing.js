// A list that can be searched within, filtered and sorted; the state stands in the address. Without scripts the list is all there.
// When the list goes on over several pages, the rows of the others are fetched as soon as somebody asks for more than to look.
import { make } from "./dom.js";

const box = document.querySelector(".kb-listing");
const pager = document.querySelector(".kb-pager");
const { rows: selector, noun, total } = box.dataset;
const table = box.querySelector("table");
const heads = table ? [...table.querySelectorAll("th")] : [];
const address = new URLSearchParams(location.search);
let rows = [...box.querySelectorAll(selector)];
let whole = !pager;

const input = make("input", { type: "search", autocomplete: "off", value: address.get("q") ?? "" });
const status = make("span", { className: "kb-fine", role: "status" });
const bar = make("form", { className: "kb-controls", role: "search", label: `Within these ${noun}` }, make("label", { className: "kb-pick" }, "Search within ", input));
const picks = heads.filter((head) => "filter" in head.dataset).map((head) => {
  const name = head.textContent;
  const pick = make("select", { label: name }, make("option", { value: "", textContent: "any" }));
  bar.append(make("label", { className: "kb-pick" }, `${name} `, pick));
  return { key: name.toLowerCase(), column: heads.indexOf(head), pick };
});
const sorts = heads.filter((one) => "sort" in one.dataset || "filter" in one.dataset);
const by = make("select", { label: "Sort by" }, make("option", { value: "", textContent: "as listed", disabled: true, selected: true }), ...sorts.map((one) => make("option", { textContent: one.textContent })));
if (sorts.length) bar.append(make("label", { className: "kb-pick kb-phone" }, "Sort by ", by));
bar.append(status);
box.before(bar);
for (const head of sorts) {
  const button = make("button", { type: "button", className: "kb-sort", textContent: head.textContent });
  button.addEventListener("click", () => sort(head, head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending"));
  head.replaceChildren(button);
}
by.addEventListener("change", (event) => { event.stopPropagation(); sort(sorts[by.selectedIndex - 1], "numeric" in sorts[by.selectedIndex - 1].dataset ? "descending" : "ascending"); });
by.addEventListener("input", (event) => event.stopPropagation());
fillPicks();
for (const { key, pick } of picks) if (address.has(key)) {
  const value = address.get(key);
  if (![...pick.options].some((option) => option.value === value)) pick.append(make("option", { value, textContent: value }));
  pick.value = value;
}
bar.addEventListener("submit", (event) => event.preventDefault());
bar.addEventListener("focusin", complete, { once: true });
bar.addEventListener("input", show);
const asked = address.get("sort");
const head = heads.find((one) => one.textContent.toLowerCase() === asked?.replace(/^-/, ""));
if (head) sort(head, asked.startsWith("-") ? "descending" : "ascending");
else if (input.value || picks.some(({ pick }) => pick.value)) show();
else told(rows.length);

async function complete() {
  if (whole) return;
  whole = true;
  const links = [...pager.querySelectorAll("li > *")].map((one) => one.href ?? null);
  const parts = await Promise.all(links.map((link) => (link ? fetchRows(link) : rows)));
  const parent = rows[0].parentElement;
  rows = parts.flat();
  parent.replaceChildren(...rows);
  pager.hidden = true;
  fillPicks();
}

async function fetchRows(link) {
  const text = await (await fetch(link)).text();
  const found = new DOMParser().parseFromString(text, "text/html");
  for (const one of found.querySelectorAll(".kb-listing [href]")) one.setAttribute("href", new URL(one.getAttribute("href"), link).pathname);
  return [...found.querySelectorAll(`.kb-listing ${selector}`)].map((row) => document.adoptNode(row));
}

function cell(row, column) {
  return row.cells[column].textContent.trim();
}

function fillPicks() {
  for (const { column, pick } of picks) {
    const values = new Set(rows.map((row) => cell(row, column)));
    for (const option of pick.options) values.delete(option.value);
    pick.append(...[...values].sort().map((value) => make("option", { value, textContent: value })));
  }
}

async function show() {
  remember();
  await complete();
  const typed = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !(typed.every((word) => text.includes(word)) && picks.every(({ column, pick }) => !pick.value || cell(row, column) === pick.value));
    if (!row.hidden) count += 1;
  }
  for (const part of box.querySelectorAll("section")) part.hidden = ![...part.querySelectorAll(selector)].some((row) => !row.hidden);
  told(count);
}

async function sort(head, way) {
  for (const one of heads) one.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", way);
  by.selectedIndex = sorts.indexOf(head) + 1;
  await complete();
  const column = heads.indexOf(head);
  const turn = way === "ascending" ? 1 : -1;
  rows.sort((one, other) => turn * cell(one, column).localeCompare(cell(other, column), "en", { numeric: true }));
  rows[0]?.parentElement.replaceChildren(...rows);
  await show();
}

function told(count) {
  const all = Number(total ?? rows.length).toLocaleString("en");
  status.textContent = count === Number(total ?? rows.length) || (!whole && !input.value) ? `${all} ${all === "1" ? noun.slice(0, -1) : noun}` : `${count.toLocaleString("en")} of ${all} ${noun}`;
}

function remember() {
  const parts = new URLSearchParams(input.value ? { q: input.value } : {});
  for (const { key, pick } of picks) if (pick.value) parts.set(key, pick.value);
  const sorted = heads.find((one) => one.hasAttribute("aria-sort"));
  if (sorted) parts.set("sort", (sorted.getAttribute("aria-sort") === "descending" ? "-" : "") + sorted.textContent.toLowerCase());
  history.replaceState(null, "", parts.size ? `?${parts}` : location.pathname);
}

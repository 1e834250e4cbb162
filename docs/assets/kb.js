// What every page has: `/` goes to the search box, the menu of a phone, light or dark. All else reads without scripts.
const box = document.querySelector("main .kb-search input") ?? document.getElementById("kb-q");
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box?.focus();
    box?.select();
  }
});

const scheme = document.getElementById("kb-scheme");
scheme.hidden = false;
scheme.addEventListener("click", () => {
  const dark = document.body.dataset.mdColorScheme !== "slate";
  document.body.dataset.mdColorScheme = dark ? "slate" : "default";
  try { localStorage.setItem("kb-scheme", dark ? "dark" : "light"); } catch { /* then it holds for this page only */ }
});

const menu = document.getElementById("kb-menu");
menu.hidden = false;
menu.addEventListener("click", () => menu.setAttribute("aria-expanded", String(menu.getAttribute("aria-expanded") !== "true")));

const groups = [...document.querySelectorAll(".kb-nav details")];
document.addEventListener("click", (event) => {
  for (const group of groups) if (!group.contains(event.target)) group.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = groups.find((group) => group.open);
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});

// Cards beside links are fetched when somebody first points or tabs.
const cards = () => import("./cards.js");
for (const event of ["pointermove", "keydown"]) document.addEventListener(event, cards, { once: true });

// What a linked claim, work or word is, on a card beside the link: on hover and on focus, until one leaves or presses Escape.
import { make } from "./dom.js";

const CARDED = /\/(claims|works|terms)\/[^/]+\/$/;
const PLAIN = "nav, .kb-line, .kb-cards, .kb-glossary, .kb-table, .kb-x-tree, .kb-x-head"; // there the words of the link say it all
const known = new Map();
const card = make("div", { className: "kb-pop", id: "kb-pop", role: "tooltip", hidden: true });
document.body.append(card);
let shown = null; // the link that the card belongs to
let meant = null; // the link that it will belong to in a moment
let timer = 0;

document.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") turnTo(event.target, 250); });
document.addEventListener("focusin", (event) => { if (event.target.matches(":focus-visible")) turnTo(event.target, 0); });
document.addEventListener("focusout", () => turnTo(document.body, 0));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

function turnTo(node, delay) {
  if (card.contains(node)) return clearTimeout(timer); // so that one can go onto the card and read it
  const link = node.closest("main a[href]");
  const next = link && CARDED.test(new URL(link.getAttribute("href"), document.baseURI)) && !link.closest(PLAIN) ? link : null;
  if (next === meant) return next && next === shown ? clearTimeout(timer) : undefined;
  meant = next;
  clearTimeout(timer);
  timer = setTimeout(() => (meant ? show(meant) : hide()), delay);
}

async function show(link) {
  const parts = await brief(new URL(link.getAttribute("href"), document.baseURI).href);
  if (link !== meant || link === shown || !parts.length) return;
  hide();
  [shown, meant] = [link, link];
  card.replaceChildren(...parts.map((part) => part.cloneNode(true)));
  card.hidden = false;
  link.setAttribute("aria-describedby", card.id);
  if (link.title) [link.dataset.title, link.title] = [link.title, ""]; // else the browser shows a second card
  place(link.getBoundingClientRect());
}

function hide() {
  clearTimeout(timer);
  card.hidden = true;
  shown?.removeAttribute("aria-describedby");
  if (shown?.dataset.title) shown.title = shown.dataset.title;
  shown = null;
}

function place({ left, top, bottom }) {
  const below = bottom + card.offsetHeight + 6 <= innerHeight || top < card.offsetHeight + 6;
  card.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - card.offsetWidth - 8)) + scrollX}px`;
  card.style.top = `${(below ? bottom + 4 : top - card.offsetHeight - 4) + scrollY}px`;
}

// The heading of a page and what it marks as its brief, read once; nothing when it cannot be had.
function brief(address) {
  if (!known.has(address)) known.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : "")).then(parts).catch(() => []));
  return known.get(address);
}

function parts(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("main h1, main .kb-brief")].map((node) =>
    make("p", {}, node.tagName === "DD" ? `${node.previousElementSibling.textContent}: ` : "",
      ...[...node.childNodes].map((child) => (child.classList?.contains("kb-level") ? child : child.textContent))));
}

// What one points at or has tabbed to while this file was on its way.
const [at] = [...document.querySelectorAll("main a:hover, main a:focus-visible")].slice(-1);
if (at) turnTo(at, 0);

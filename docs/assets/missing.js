// Nothing is at this address: look for its words, and for fewer of them while nothing is found.
import { make } from "./dom.js";

const MOST = 6;
const end = decodeURIComponent(location.pathname).split("/").filter(Boolean).pop() ?? "";
const words = end.replace(/\.\w+$/, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
document.getElementById("kb-q404").value = words.join(" ");

if (words.length) {
  const { ask } = await import("./search-engine.js");
  let found = [];
  for (let count = words.length; count && !found.length; count -= 1) found = (await ask(words.slice(0, count).join(" "))).results;
  const hits = await Promise.all(found.slice(0, MOST).map((result) => result.data()));
  const part = document.getElementById("kb-perhaps");
  part.querySelector("ul").append(...hits.map(({ url, meta }) => make("li", {}, make("a", { href: url, textContent: meta.title }))));
  part.hidden = !hits.length;
}

// Citations: buttons that copy or save what stands on the page, and for a claim two more forms, made from what it says of itself.
import { make } from "./dom.js";

const said = make("span", { role: "status", className: "kb-fine" });
const box = document.querySelector(".kb-cite");
const button = (label, act) => {
  const node = make("button", { type: "button", className: "kb-button", textContent: label });
  node.addEventListener("click", act);
  return node;
};
const copy = (label, text) => button(label, async () => {
  try {
    await navigator.clipboard.writeText(text());
    said.textContent = "Copied.";
  } catch {
    said.textContent = "The browser does not let this page copy; select the text instead.";
  }
});
const save = (name, text) => button(`Save as ${name}`, () => {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/plain" })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
});
const row = (...nodes) => make("p", { className: "kb-take" }, ...nodes);

if (box.dataset.checked === undefined) {
  for (const pre of box.querySelectorAll("pre")) pre.before(row(copy("Copy", () => pre.textContent), save(pre.dataset.file, pre.textContent)));
  box.append(said);
} else {
  const link = document.querySelector("link[rel=canonical]")?.href ?? location.href.replace(/[?#].*/, "");
  const [reference, entry] = [box.querySelector("p"), box.querySelector("pre")];
  if (!reference.textContent.includes(link)) reference.append(` ${link}`);
  const text = (one) => () => one.textContent.trim();
  box.append(row(copy("Copy reference", text(reference)), copy("Copy BibTeX", text(entry)), copy("Copy RIS", () => ris(facts(link))),
    copy("Copy CSL-JSON", () => csl(facts(link))), copy("Copy link", () => link), said));
}

function facts(link) {
  const meta = (name) => document.querySelector(`meta[${name}]`).content;
  const [id] = new URL(link).pathname.split("/").filter(Boolean).slice(-1);
  return { id, link, title: meta("property='og:title'"), author: meta("name=author"), site: meta("property='og:site_name'"), day: box.dataset.checked };
}

function ris({ id, link, title, author, site, day }) {
  const date = day && [["PY", day.slice(0, 4)], ["DA", day.replaceAll("-", "/")]];
  const lines = [["TY", "ELEC"], ["ID", id], ["AU", author], ["TI", title], ["T2", site], ...(date || []), ["UR", link], ["ER", ""]];
  return lines.map(([tag, value]) => `${tag}  - ${value}\n`).join("");
}

function csl({ id, link, title, author, site, day }) {
  const issued = day ? { issued: { "date-parts": [day.split("-").map(Number)] } } : {};
  return JSON.stringify([{ id, type: "webpage", title, author: [{ literal: author }], "container-title": site, ...issued, URL: link }], null, 1);
}

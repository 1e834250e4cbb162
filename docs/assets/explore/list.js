// A view -> the nested list beside the picture: the same things and links, as links that one can tab to.
import { keyOf, kindOf, overview } from "./data.js";

const PAGES = { claim: "claims", work: "works", source: "sources", topic: "topics" };

export const make = (name, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children.filter((child) => child !== ""));
  return node;
};

export const pageOf = (root, node) => `${root}${PAGES[kindOf(node)]}/${keyOf(node)}/`;

// `href` gives the address that looks at a node; `marks` has a copy of each level's mark.
export async function drawList(holder, view, { root, href, more, marks }) {
  const { phrases, levels } = await overview();
  const things = new Map([...(view.extra ?? []), ...view.nodes.map((node) => [node.id, node])]);
  const named = new Map(levels.map(([id, label]) => [id, label]));

  const name = (id) => {
    const thing = things.get(id);
    const link = make("a", { href: href(id), className: "kb-x-node" });
    link.dataset.go = id;
    if (thing.kind === "claim") link.append(marks.get(thing.level).cloneNode(true));
    link.append(make("span", { textContent: thing.label }));
    return link;
  };
  const about = (id) => {
    const thing = things.get(id);
    const words = [view.kind === "path" && thing.kind !== "claim" ? thing.kind : "", thing.flag, thing.count === undefined ? "" : `${thing.count.toLocaleString("en")} claims`];
    return words.filter(Boolean).join(" · ");
  };
  const phrase = ({ how, along }) => (how ? phrases.get(how)[along ? 0 : 1] : "");
  const rest = (count, id) => make("li", { className: "kb-x-rest" }, make("a", { href: href(id), textContent: `and ${count.toLocaleString("en")} more` }));

  function row(one, withPhrase) {
    const words = withPhrase ? phrase(one) : "";
    const note = about(one.id);
    const node = make("li", {}, words ? how(one, words) : "", name(one.id),
      note ? make("span", { className: "kb-fine", textContent: ` ${note}` }) : "");
    node.dataset.node = one.id;
    const below = [...(one.items ?? []).filter(({ id }) => things.has(id)).map((item) => row(item, true))];
    if (one.rest) {
      below.push(rest(one.rest, one.id));
      below.at(-1).firstChild.dataset.go = one.id;
    }
    if (below.length) {
      const list = make("ul", {}, ...below);
      node.append(one.fold ? make("details", {}, make("summary", { textContent: below.length === 1 ? "1 link" : `${below.length} links` }), list) : list);
    }
    return node;
  }

  // In a path the arrows say which way a link goes; whoever listens hears it in words.
  function how(one, words) {
    if (view.kind !== "path") return make("span", { className: "kb-x-how", textContent: `${words} ` });
    const arrow = one.along ? "→" : "←";
    const seen = make("span", { textContent: `${arrow} ${phrases.get(one.how)[0]} ${arrow} ` });
    seen.setAttribute("aria-hidden", "true");
    return make("span", { className: "kb-x-how" }, seen, make("span", { className: "kb-visually-hidden", textContent: `${words} ` }));
  }

  function group({ heading, how, along, ordered, items }) {
    const title = how ? sentence(phrase({ how, along })) : heading;
    const list = make(ordered ? "ol" : "ul", { className: "kb-x-tree" }, ...items.map((one) => row(one, ordered)));
    return [title ? make("h3", {}, `${title} `, make("span", { className: "kb-fine", textContent: String(items.length) })) : "", list];
  }

  const head = [];
  if (view.focus) {
    const own = things.get(view.focus);
    if (own?.kind === "claim") head.push(make("span", { className: `kb-level kb-${own.level}`, textContent: named.get(own.level) }));
    if (own?.flag) head.push(make("span", { className: "kb-flag kb-flag-bad", textContent: own.flag }));
    head.push(make("a", { href: pageOf(root, view.focus), textContent: `The page of this ${kindOf(view.focus)}` }));
  }
  if (view.kind !== "overview") {
    head.push(make("a", { href: href(""), textContent: "All topics" }));
    head.at(-1).dataset.go = "";
  }
  const tail = [];
  if (view.rest > 0) tail.push(more(view.rest));
  if (view.parts > 1) tail.push(make("p", { className: "kb-x-parts" }, ...parts(view, href)));
  if (view.kind === "overview") tail.push(make("p", {}, make("a", { href: `${root}works/`, textContent: "All works" })));
  holder.replaceChildren(head.length ? make("p", { className: "kb-x-head" }, ...head) : "", ...view.groups.flatMap(group).filter(Boolean), ...tail);
}

function parts(view, href) {
  return Array.from({ length: view.parts }, (_, place) => {
    const link = make("a", { href: href(view.focus, place + 1), textContent: `Part ${place + 1}` });
    link.dataset.go = view.focus;
    link.dataset.part = place + 1;
    if (place + 1 === view.part) link.setAttribute("aria-current", "page");
    return link;
  });
}

const sentence = (words) => words[0].toUpperCase() + words.slice(1);

// What the address asks for -> a view: nodes and links to draw, and the same as groups of items to list.
import { keyOf, kindOf, locate, overview, path, scene } from "./data.js";

export const FIRST = 12; // things next to the one in focus, until somebody asks for more
const SECOND = 3; // things behind each of them
const ALL_SECOND = 24;
const SCENES = 16; // scenes that one view may fetch
const ORDER = ["supports", "qualifies", "refutes", "asserts", "cites", "depends-on", "supports-claim", "refines", "same-as", "conflicts-with"];

export async function makeView(state) {
  if (state.from && state.to) return pathView(state);
  if (!state.focus) return overviewView(state);
  return kindOf(state.focus) === "topic" ? topicView(state) : focusView(state);
}

// --- filters -------------------------------------------------------------------------------------

const evidence = (thing) => thing.links.filter(({ how }) => how === "supports" || how === "qualifies" || how === "refutes");

function fits(claim, state) {
  const stances = evidence(claim).map(({ how }) => how);
  return (!state.level.size || state.level.has(claim.level))
    && (!state.topic.size || state.topic.has(claim.topic))
    && (!state.stance.size || (stances.length ? stances.some((stance) => state.stance.has(stance)) : state.stance.has("none")));
}

function shows(link, state) {
  const isEvidence = link.how === "supports" || link.how === "qualifies" || link.how === "refutes";
  return !isEvidence || !state.stance.size || state.stance.has(link.how);
}

// --- all topics ----------------------------------------------------------------------------------

async function overviewView(state) {
  const { topics, sources, near, levels, stances } = await overview();
  const wanted = (level, bits) => (!state.level.size || state.level.has(levels[level][0]))
    && (!state.stance.size || (bits ? stances.some((stance, place) => bits & (1 << place) && state.stance.has(stance)) : state.stance.has("none")));
  const nodes = topics.map(([id, label, x, y, radius, , , tally]) => {
    const kept = tally.filter(([level, bits]) => wanted(level, bits));
    const shares = levels.map((_, place) => kept.reduce((sum, [level, , count]) => sum + (level === place ? count : 0), 0));
    return { id: `topic:${id}`, kind: "topic", label, x, y, radius, shares, count: shares.reduce((sum, count) => sum + count, 0) };
  }).filter((node) => node.count && (!state.topic.size || state.topic.has(keyOf(node.id))));
  const shown = new Set(nodes.map(({ id }) => id));
  const links = near
    .map(([a, b, count]) => ({ from: `topic:${topics[a][0]}`, to: `topic:${topics[b][0]}`, how: "near", count }))
    .filter(({ from, to }) => shown.has(from) && shown.has(to));
  const who = sources.map(([id, label, count, x, y]) => ({ id, kind: "source", label, count, x, y }));
  const total = nodes.reduce((sum, { count }) => sum + count, 0);
  return {
    kind: "overview", title: "All topics", nodes: [...nodes, ...who], links,
    says: `${number(total, "claim")} in ${number(nodes.length, "topic")}.`,
    groups: [{ heading: "Topics", items: nodes.map(({ id }) => ({ id })) }, { heading: "Sources", items: who.map(({ id }) => ({ id })) }],
  };
}

// --- one topic -----------------------------------------------------------------------------------

async function topicView(state) {
  const { topics, at } = await overview();
  const place = at.get(keyOf(state.focus));
  if (place === undefined) return stranger(state.focus);
  const [, title, , , , first, parts, tally] = topics[place];
  const part = Math.min(Math.max(state.part, 1), parts);
  const { things } = await scene(first + part - 1);
  const claims = [...things.values()].filter((thing) => thing.kind === "claim" && fits(thing, { ...state, topic: new Set() }));
  const nodes = new Map(claims.map((claim) => [claim.id, claim]));
  const links = [];
  for (const claim of claims) for (const link of claim.links) {
    if (link.scene === undefined && shows(link, state)) {
      nodes.set(link.to, things.get(link.to));
      links.push(drawn(claim.id, link));
    }
  }
  for (const claim of claims) for (const link of claim.links) if (link.scene !== undefined && link.along && nodes.has(link.to)) links.push(drawn(claim.id, link));
  for (const thing of [...nodes.values()]) for (const link of thing.links) {
    if (link.how === "cites" && link.along && nodes.has(link.claim)) {
      nodes.set(link.to, things.get(link.to));
      links.push(drawn(thing.id, link));
    }
  }
  const total = tally.reduce((sum, [, , count]) => sum + count, 0);
  const items = claims.map((claim) => ({ id: claim.id, fold: true, items: claim.links.filter((link) => shows(link, state)).map(item) }));
  const others = (kind) => [...nodes.values()].filter((thing) => thing.kind === kind).map(({ id }) => ({ id }));
  return {
    kind: "topic", title, focus: state.focus, nodes: [...nodes.values()], links: once(links), part, parts,
    extra: offstage(things, claims),
    says: `${claims.length === total ? number(total, "claim") : `${claims.length} of ${number(total, "claim")}`} with ${number(others("work").length, "work")} and ${number(others("source").length, "source")}${parts > 1 ? `; part ${part} of ${parts}` : ""}.`,
    groups: [{ heading: "Claims", items }, { heading: "Works", items: others("work") }, { heading: "Sources", items: others("source") }].filter((group) => group.items.length),
  };
}

// What is listed but not drawn: filtered away, or standing in another topic.
function offstage(things, claims) {
  const far = claims.flatMap(({ links }) => links.map((link) => link.far)).filter(Boolean);
  return new Map([...far.map((thing) => [thing.id, thing]), ...things]);
}

// --- one claim, work or source, two steps around -------------------------------------------------

async function focusView(state) {
  const place = await locate(state.focus);
  if (!place) return stranger(state.focus);
  const atlas = new Atlas();
  await atlas.add(place.scenes);
  const focus = atlas.get(state.focus);
  const next = await chosen(atlas, focus, state, new Set([focus.id]));
  const limit = FIRST * (1 + state.more);
  const shown = new Map([[focus.id, focus], ...next.slice(0, limit).map((link) => [link.to, atlas.get(link.to)])]);
  const items = next.slice(0, limit).map((link) => ({ ...item(link), items: [] }));
  await behind(atlas, focus.id, items, shown, state);
  return {
    kind: "focus", title: atlas.get(focus.id).label, focus: focus.id, nodes: [...shown.values()], links: linksAmong(shown, state, focus.id, items),
    says: sum(items, next.length, unfetched(focus)), groups: grouped(items), rest: next.length - items.length, extra: atlas.things,
  };
}

// The links of a thing that the filters leave, in order, each thing once; what is needed to name their ends is fetched.
async function chosen(atlas, thing, state, known) {
  const sorted = thing.links
    .filter((link) => !known.has(link.to) && shows(link, state))
    .sort((a, b) => ORDER.indexOf(a.how) - ORDER.indexOf(b.how));
  await atlas.add(sorted.map((link) => link.scene).filter((number) => number !== undefined));
  const seen = new Set();
  return sorted.filter(({ to }) => {
    const other = atlas.get(to);
    if (!other || seen.has(to) || (other.kind === "claim" && !fits(other, state))) return false;
    seen.add(to);
    return true;
  });
}

// The second step: some things behind each of the first, as long as there is room. A source's other claims are only counted.
async function behind(atlas, focus, items, shown, state) {
  const first = new Set(shown.keys());
  await atlas.add(items.map(({ id }) => atlas.get(id)).filter(({ kind }) => kind === "work").flatMap(({ scenes }) => scenes));
  let room = ALL_SECOND;
  for (const one of items) {
    const thing = atlas.get(one.id);
    const next = await chosen(atlas, thing.kind === "source" ? { links: citedFor(thing, focus) } : thing, state, first);
    const taken = next.slice(0, Math.min(SECOND, room));
    room -= taken.length;
    for (const { to } of taken) shown.set(to, atlas.get(to));
    one.items = taken.map(item);
    one.rest = next.length - taken.length + (filtered(state) ? 0 : unfetched(thing));
  }
}

const citedFor = (source, focus) => source.links.filter(({ how, claim }) => how === "cites" && claim === focus);
const filtered = (state) => state.level.size + state.topic.size + state.stance.size > 0;
const unfetched = ({ used, links }) => (used === undefined ? 0 : used - new Set(links.map(({ to }) => to).filter((id) => kindOf(id) === "claim")).size);

// Scenes put together: a work that stands in several of them has the links of all.
class Atlas {
  things = new Map();
  #numbers = new Set();

  async add(numbers) {
    const fresh = [...new Set(numbers)].filter((number) => !this.#numbers.has(number)).slice(0, Math.max(SCENES - this.#numbers.size, 0));
    fresh.forEach((number) => this.#numbers.add(number));
    for (const { things } of await Promise.all(fresh.map(scene))) {
      for (const [id, thing] of things) {
        const known = this.things.get(id);
        if (!known) this.things.set(id, { ...thing, links: [...thing.links] });
        else known.links.push(...thing.links);
      }
    }
  }

  get(id) {
    return this.things.get(id);
  }
}

function grouped(items) {
  const groups = new Map();
  for (const one of items) {
    const name = `${one.how} ${one.along}`;
    if (!groups.has(name)) groups.set(name, { how: one.how, along: one.along, items: [] });
    groups.get(name).items.push(one);
  }
  return [...groups.values()];
}

// Every link among what is shown; those that are no branch of the tree are `cross`, and drawn faintly.
function linksAmong(shown, state, focus, items) {
  const seen = new Set([focus, ...items.map(({ id }) => id)]);
  const branches = new Set(items.map((one) => pair(focus, one)));
  for (const one of items) for (const next of one.items) {
    if (!seen.has(next.id)) branches.add(pair(one.id, next));
    seen.add(next.id);
  }
  const links = [];
  for (const thing of shown.values()) for (const link of thing.links) {
    if (link.along && shown.has(link.to) && shows(link, state)) links.push({ ...drawn(thing.id, link), cross: !branches.has(`${thing.id} ${link.how} ${link.to}`) });
  }
  return once(links);
}

const pair = (id, { id: other, how, along }) => (along ? `${id} ${how} ${other}` : `${other} ${how} ${id}`);

// --- a path --------------------------------------------------------------------------------------

async function pathView(state) {
  const direct = await path(state.from, state.to, state.via);
  const steps = direct ?? (state.via ? undefined : await path(state.from, state.to, true));
  if (!steps) {
    const known = await Promise.all([locate(state.from), locate(state.to)]);
    const lost = [state.from, state.to].find((_, place) => !known[place]);
    return lost ? stranger(lost) : nothing("There is no path", "Nothing here links these two, not even by way of others.");
  }
  const atlas = new Map();
  for (const { id, scenes } of steps) atlas.set(id, (await scene(scenes[0])).things.get(id));
  const links = steps.slice(1).map(({ id, how, along }, place) => (along ? { from: steps[place].id, to: id, how } : { from: id, to: steps[place].id, how }));
  const round = direct ? "" : " It leads by way of who says so: evidence and relations alone do not link them.";
  return {
    kind: "path", title: "A path between two", nodes: [...atlas.values()], links, steps,
    says: steps.length > 1 ? `${number(steps.length - 1, "step")}.${round}` : "Both ends are the same.",
    groups: [{ heading: "", ordered: true, items: steps.map(({ id, how, along }) => ({ id, how, along })) }],
  };
}

// --- words ---------------------------------------------------------------------------------------

const item = ({ to, how, along }) => ({ id: to, how, along });
const drawn = (node, link) => (link.along ? { from: node, to: link.to, how: link.how } : { from: link.to, to: node, how: link.how });
const number = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const stranger = (id) => nothing("Nothing is known by this name", `There is no ${kindOf(id) || "thing"} “${keyOf(id)}” in this base.`);
const nothing = (title, says) => ({ kind: "nothing", title, says, nodes: [], links: [], groups: [] });

function once(links) {
  return [...new Map(links.map((link) => [`${link.from} ${link.how} ${link.to}`, link])).values()];
}

function sum(items, all, missing) {
  const second = items.reduce((count, one) => count + one.items.length, 0);
  const cut = items.length < all ? ` of ${all}` : "";
  const more = missing > 0 ? ` ${number(missing, "more claim")} stand in topics that were not fetched.` : "";
  return all ? `${items.length}${cut} next to it, ${second} one step further.${more}` : "Nothing next to it is left by the filters.";
}

// The files of the graph -> claims, works and sources with their links. Each file is fetched once, when it is needed.
const base = new URL("../../explore/", import.meta.url);
const fetched = new Map();
const scenes = new Map();

export const kindOf = (node) => node.slice(0, node.indexOf(":"));
export const keyOf = (node) => node.slice(node.indexOf(":") + 1);

function get(path) {
  if (!fetched.has(path)) {
    const answer = fetch(new URL(`${path}.json`, base)).then((response) => {
      if (!response.ok) throw new Error(`${path} could not be read: ${response.status}`);
      return response.json();
    });
    answer.catch(() => fetched.delete(path)); // the next one who asks tries again
    fetched.set(path, answer);
  }
  return fetched.get(path);
}

export async function overview() {
  const raw = await get("overview");
  raw.phrases ??= new Map(raw.links.map(([how, along, against]) => [how, [along, against]]));
  raw.at ??= new Map(raw.topics.map(([id], place) => [id, place]));
  return raw;
}

// A scene: `things` are its claims, works and sources by id, each with `links` to others: {to, how, along, scene}.
export async function scene(number) {
  if (!scenes.has(number)) scenes.set(number, readScene(await get(`scenes/${number}`), await overview(), number));
  return scenes.get(number);
}

function readScene(raw, { links, levels }, number) {
  const hows = links.map(([how]) => how);
  const claims = raw.claims.map(([id, label, level, x, y]) => ({
    id: `claim:${id}`, kind: "claim", label, level: levels[level][0], topic: raw.topic, x, y, links: [], scenes: [number],
  }));
  const others = raw.others.map(([id, label, flag, x, y, used, elsewhere]) => ({
    id, kind: kindOf(id), label, flag, x, y, used, links: [], scenes: [number, ...elsewhere],
  }));
  for (const [claim, other, how, source] of raw.edges) {
    const [start, end] = source === undefined ? [others[other], claims[claim]] : [others[source], others[other]];
    link(start, end, hows[how], source === undefined ? undefined : claims[claim].id);
  }
  for (const [claim, how, against, other, place, level, label] of raw.relations) {
    const far = label && { id: `claim:${other}`, kind: "claim", label, level: levels[level][0] };
    claims[claim].links.push({ to: `claim:${other}`, how: hows[how], along: !against, scene: place, far });
  }
  return { topic: raw.topic, part: raw.part, things: new Map([...claims, ...others].map((thing) => [thing.id, thing])) };
}

function link(start, end, how, claim) {
  start.links.push({ to: end.id, how, along: true, claim });
  end.links.push({ to: start.id, how, along: false, claim });
}

// --- finding things by name ----------------------------------------------------------------------

const turned = (node) => `${keyOf(node)}:${kindOf(node)}`;

async function fileOf(node) {
  const { names } = await overview();
  let file = 0;
  while (file + 1 < names.length && names[file + 1] <= turned(node)) file += 1;
  return file;
}

// Where a thing stands: its name, the scenes that show it and its number; undefined for a stranger.
export async function locate(node) {
  const file = await fileOf(node);
  const rows = await get(`names/${file}`);
  const place = rows.findIndex(([id]) => id === node);
  if (place < 0) return undefined;
  return { id: node, label: rows[place][1], scenes: rows[place][2], number: file * (await overview()).name_size + place };
}

// Things whose id or name has all the words, what begins with them first; and how many there are.
export async function find(text, most) {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/).filter(Boolean);
  if (!words.length) return { found: [], total: 0 };
  const { names } = await overview();
  const hits = [];
  for (const rows of await Promise.all(names.map((_, file) => get(`names/${file}`)))) {
    for (const [id, label] of rows) {
      const key = keyOf(id).toLowerCase();
      const name = label.toLowerCase();
      if (words.every((word) => key.includes(word) || name.includes(word))) {
        hits.push([key === wanted || id.toLowerCase() === wanted ? 0 : key.startsWith(words[0]) || name.startsWith(words[0]) ? 1 : 2, id, label]);
      }
    }
  }
  hits.sort((a, b) => a[0] - b[0] || a[2].length - b[2].length || (a[1] < b[1] ? -1 : 1));
  return { found: hits.slice(0, most).map(([, id, label]) => ({ id, label })), total: hits.length };
}

// --- paths ---------------------------------------------------------------------------------------

// A shortest path as [{id, label, scenes, how, along}]: how and along say how the step before led here. Undefined when there is none.
export async function path(from, to, viaSources) {
  const { names, name_size, link_size, links } = await overview();
  const [start, end] = await Promise.all([locate(from), locate(to)]);
  if (!start || !end) return undefined;
  const rows = await Promise.all(names.map((_, file) => get(`names/${file}`)));
  const count = (rows.length - 1) * name_size + rows.at(-1).length;
  const lists = await Promise.all(Array.from({ length: Math.ceil(count / link_size) }, (_, file) => get(`links/${file}`)));
  const name = (number) => rows[Math.floor(number / name_size)][number % name_size];
  const closed = (number) => !viaSources && name(number)[0].startsWith("source:") && number !== start.number && number !== end.number;
  const steps = walk(neighbours(lists.flat()), start.number, end.number, closed);
  return steps?.map(([number, code]) => {
    const [id, label, places] = name(number);
    const how = code === undefined ? {} : { how: links[code >> 1][0], along: !(code & 1) };
    return { id, label, scenes: places, ...how };
  });
}

// For each number its links in both directions: [other, code], code = 2 × how + 1 where the link leads back.
function neighbours(rows) {
  const found = rows.map(() => []);
  rows.forEach((row, number) => {
    for (const value of row) {
      found[number].push([value >> 5, value & 31]);
      found[value >> 5].push([number, (value & 31) ^ 1]);
    }
  });
  return found;
}

function walk(links, start, end, closed) {
  const came = new Map([[start, undefined]]);
  const waiting = [start];
  for (const here of waiting) {
    if (here === end) break;
    for (const [other, code] of links[here]) {
      if (came.has(other) || closed(other)) continue;
      came.set(other, [here, code]);
      waiting.push(other);
    }
  }
  if (!came.has(end)) return undefined;
  const steps = [];
  for (let here = end; here !== undefined; here = came.get(here)?.[0]) steps.unshift([here, came.get(here)?.[1]]);
  return steps;
}

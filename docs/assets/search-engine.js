// The door of Pagefind: words and filters in, pages out. What a filter holds is fetched only when somebody asks for it.
const home = new URL("../", import.meta.url).pathname;
const folder = `${home}pagefind/`;
const { Pagefind, parts } = await import(`${folder}pagefind.js`);
const engine = new Pagefind({ basePath: folder, baseUrl: home });
await Promise.all(parts.map((part) => engine.mergeIndex(`${folder}${part}`, { baseUrl: home })));
const orders = {};

// The pages that hold the words and fit all filters, with how many pages of each value of the filters that were fetched.
export function ask(words, filters = {}) {
  const any = Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, { any: values }]));
  return engine.search(words.trim() || null, { filters: any });
}

// What has most of the words, when nothing has them all: the words kept and the pages that hold them.
export async function most(words, filters) {
  const all = words.trim().split(/\s+/);
  const fewer = all.length > 2 ? all.map((_, place) => all.filter((_, other) => other !== place).join(" ")) : [];
  for (const tries of [fewer, all.length > 1 ? all : []]) {
    const answers = await Promise.all(tries.map(async (kept) => ({ kept, answer: await ask(kept, filters) })));
    const [best] = answers.sort((one, other) => other.answer.results.length - one.answer.results.length);
    if (best?.answer.results.length) return best;
  }
  return null;
}

// Fetch what a filter holds, so that later answers count its values.
export function know(filter) {
  return engine.preload(null, { filters: { [filter]: "" } });
}

// For each value of each of these filters, how many pages it would give in the place of the values chosen now.
export async function count(words, filters, names, answer) {
  const counts = {};
  for (const name of names) {
    const { [name]: chosen, ...others } = filters;
    counts[name] = (chosen ? await ask(words, others) : answer).filters[name] ?? {};
  }
  return counts;
}

// The same pages, those first that stand best; pages that have no level come last.
export async function byLevel(words, filters, levels, results) {
  const sorted = new Map();
  for (const level of levels) {
    if (filters.level && !filters.level.includes(level)) continue;
    for (const result of (await ask(words, { ...filters, level: [level] })).results) sorted.set(result.id, result);
  }
  for (const result of results) if (!sorted.has(result.id)) sorted.set(result.id, result);
  return [...sorted.values()];
}

// The same pages by title: the index holds the numbers of all pages in that order.
export async function byTitle(results) {
  if (!results.length) return results;
  const { seal, number: { length: width } } = named(results[0]);
  orders[seal] ??= fetch(`${folder}${seal}.titles`).then((answer) => answer.text()).then((text) => (
    new Map(Array.from({ length: text.length / width }, (_, place) => [text.slice(place * width, (place + 1) * width), place]))
  ));
  const order = await orders[seal];
  const place = (result) => order.get(named(result).number);
  return [...results].sort((one, other) => place(one) - place(other));
}

// How many of the pages are of each kind, by the first two letters of the folder it stands in.
export function kinds(results) {
  const counts = {};
  for (const { id } of results) counts[id.slice(0, 2)] = (counts[id.slice(0, 2)] ?? 0) + 1;
  return counts;
}

function named({ id }) {
  const [front, number] = id.split("-");
  return { seal: front.slice(2), number };
}

// Text -> numbers, and numbers -> results. Pure functions; the tests hold them against a second hand in Python.

const GROUPED = /^[+-]?\d{1,3}(?:([ ,\u00a0\u2009\u202f'’])\d{3})(?:\1\d{3})*(?:\.\d+)?$/;
const PLAIN = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:e([+-]?\d{1,3})|\s*[x×*·]\s*10\s*\^?\s*([+-]?\d{1,3}))?$/i;
const TIMES = { thousand: 1e3, million: 1e6, billion: 1e9 };
const MILLION = 1e6;
const SLACK = 1e-9; // so that 7.2 million cells fill a dose of 7.2 million, however the product was rounded

// A value is {value} or {error}; nothing written is {value: null}.
export function number(text) {
  let written = text.trim().replaceAll("\u2212", "-");
  if (!written) return { value: null };
  const scale = /^(.*?)\s*(thousand|million|billion)$/i.exec(written);
  if (scale) written = scale[1];
  if (GROUPED.test(written)) written = written.replace(/[ ,\u00a0\u2009\u202f'’]/g, "");
  const match = PLAIN.exec(written);
  if (!match) return { error: /^\d+,\d+$/.test(written) ? `Is ${written} meant as ${written.replace(",", ".")}? Write a point.` : `“${text.trim()}” is not a number. Write 500000, 500 000, 500,000 or 5e5.` };
  const value = Number(`${match[1]}e${match[2] ?? match[3] ?? 0}`) * (scale ? TIMES[scale[2].toLowerCase()] : 1);
  return Number.isFinite(value) ? { value } : { error: "This number is too large." };
}

// Several numbers, with semicolons between.
export function numbers(text, one = number) {
  if (!text.trim()) return { value: null };
  const parts = text.split(";").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  const read = parts.map((part) => (part ? one(part) : { error: "There is nothing between two semicolons." }));
  const wrong = read.find((part) => part.error);
  return wrong ?? { value: read.map((part) => part.value) };
}

// 3, 3-4, 8+ -> {low, high}; high is Infinity for "and later".
export function range(text) {
  const written = text.trim().replace(/[–−]/g, "-").replace(/p(?=\d)/gi, "").replace(/\s*-\s*/, "-");
  if (!written) return { value: null };
  const match = /^(\d{1,3}(?:\.\d+)?)(?:-(\d{1,3}(?:\.\d+)?)|(\+))?$/.exec(written);
  if (!match) return { error: "Write 3, or 3-4, or 8+ for 8 and later." };
  const low = Number(match[1]);
  const high = match[3] ? Infinity : Number(match[2] ?? low);
  return high < low ? { error: "This ends before it starts." } : { value: { low, high } };
}

// 4 or 1:4 -> 4
export function split(text) {
  return number(text.trim().replace(/^1\s*[:/]\s*/, ""));
}

export const overlap = (one, other) => one.low <= other.high && other.low <= one.high;

// Lines of {seeded, harvested, viable, split, days}, numbers or null -> lines of results, or null where a line is not complete.
// From the first such line on nothing can be added up.
export function doublings(lines, before = 0) {
  let total = before;
  return lines.map((line) => {
    const fold = growth(line);
    if (fold === null) {
      total = null;
      return null;
    }
    const gained = Math.log2(fold);
    total = total === null ? null : total + gained;
    return { fold, doublings: gained, total, hours: line.days && gained > 0 ? (line.days * 24) / gained : null };
  });
}

function growth({ seeded, harvested, viable, split }) {
  if (split != null) return split;
  return seeded && harvested ? (harvested * (viable ?? 100)) / 100 / seeded : null;
}

// What a number told in one way ("unknown" for none) is in each of the ways {id, low, high}; null when there is no such number.
export function counting(ways, told, given) {
  const known = ways.find((way) => way.id === told);
  const low = known ? known.low : Math.min(...ways.map((way) => way.low));
  const high = known ? known.high : Math.max(...ways.map((way) => way.high));
  if (given < low) return null;
  const start = { low: Math.max(given - high, 0), high: given - low };
  return { start, ways: ways.map((way) => (way === known ? { low: given, high: given } : { low: start.low + way.low, high: start.high + way.high })) };
}

// The readers' own numbers -> a line for each round of growth. Lists go on with their last value.
export function yields({ start, doublings, fold, loss, rounds, fixed, cost, supply, dose, doses }) {
  const at = (list, round, otherwise) => (list ? list[Math.min(round, list.length - 1)] : otherwise);
  let units = start;
  let total = 0;
  let paid = fixed ?? 0;
  return Array.from({ length: rounds }, (_, round) => {
    const gained = doublings ? at(doublings, round) : Math.log2(at(fold, round));
    total += gained;
    units *= 2 ** gained * (1 - at(loss, round, 0) / 100);
    paid += at(cost, round) + ((supply ?? 0) * units) / MILLION;
    const filled = dose ? Math.floor(units / dose + SLACK) : null;
    const samples = filled === null ? null : filled ? Math.ceil((doses ?? 1) / filled) : Infinity;
    return { total, units, doses: filled, samples, cost: paid, million: (paid / units) * MILLION, whole: samples === null ? null : samples * paid };
  });
}

// How a claim's scope stands to a case: null when it does not cover it, else whether it names or studied it.
// A case is {passage, doublings, tissue, product}: ranges or null, and lists of choices, "-" for claims that name none.
export function covers(claim, wanted) {
  for (const name of ["passage", "doublings"]) {
    if (wanted[name] && claim[name] && !overlap(wanted[name], claim[name])) return null;
  }
  if (!chosen(wanted.tissue, claim.tissue) || !chosen(wanted.product, claim.product ? [claim.product] : [])) return null;
  const inWindow = ["passage", "doublings"].some((name) => wanted[name] && claim[name]);
  const studied = wanted.passage ? claim.studied.some((one) => overlap(wanted.passage, one)) : null;
  const named = (wanted.tissue.length > 0 && claim.tissue.length > 0) || (wanted.product.length > 0 && claim.product !== null);
  return { near: wanted.passage || wanted.doublings ? inWindow || studied === true : named, inWindow, studied };
}

// A claim that names nothing covers every choice.
const chosen = (choices, terms) => !choices.length || !terms.length || terms.some((term) => choices.includes(term));

// A number for reading: 1,100,000 rather than 1.1e6, and no decimals where nobody needs them.
export function show(value, decimals = 2) {
  if (value === null || value === undefined) return "";
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 0.005)) return value.toExponential(2).replace("e+", "e");
  const places = Math.abs(value) >= 100000 || Number.isInteger(value) ? 0 : decimals;
  return value.toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
}

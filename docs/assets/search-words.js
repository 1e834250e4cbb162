// What else might have been meant: other names of a term, or a word of the base that is spelled almost as somebody typed.
const asked = fetch(new URL("../search/words.json", import.meta.url)).then((answer) => answer.json());
const FEW = 3; // pages found, from which on other names are not needed

export async function meant(query, found) {
  const { terms, words } = await asked;
  const typed = query.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
  const text = ` ${typed.join(" ")} `;
  const named = found < FEW ? terms.filter(([, , ...names]) => names.some((name) => text.includes(` ${name} `))) : [];
  const mended = typed.map((word) => (words.some((known) => known.startsWith(word)) ? word : nearest(word, words) ?? word)).join(" ");
  return [...named.map(([label, link]) => [label, link]), ...(mended === typed.join(" ") ? [] : [[mended]])];
}

function nearest(word, words) {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let best = null;
  let least = most + 1;
  for (const other of words) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const steps = distance(word, other, least);
    if (steps < least) [best, least] = [other, steps];
  }
  return best;
}

// How many letters to add, drop, change or swap with the next to make one word of the other; at least `enough` when it is more.
function distance(one, other, enough) {
  let rows = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(rows[1][j] + 1, row[j - 1] + 1, rows[1][j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], rows[0][j - 2] + 1);
    }
    if (Math.min(...row) >= enough) return enough;
    rows = [rows[1], row];
  }
  return rows[1][other.length];
}

// A view -> sizes and places. Topics and scenes come placed from the build; a neighbourhood is a tree to both sides, a path a column.
const WIDTH = { claim: 220, work: 150, source: 170, topic: 150 };
const LINE = 15;
const GAP = { across: 110, narrow: 76, down: 14, branch: 22, step: 64 };
const LONGEST = 120;

// `narrow` pictures, as on a phone, have the tree on one side only.
export function arrange(view, narrow) {
  if (view.kind === "focus") return tree(view, narrow);
  if (view.kind === "path") return column(view);
  return new Map(view.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
}

// The words in a box, and its size.
export function boxed(node) {
  const label = node.label.length > LONGEST ? `${node.label.slice(0, LONGEST - 1).trimEnd()}…` : node.label;
  const width = WIDTH[node.kind];
  const lines = Math.ceil(label.length / ((width - (node.kind === "source" ? 40 : 18)) / 6.2));
  return { label, width, height: lines * LINE + (node.kind === "claim" ? LINE : 0) + 16 };
}

function tree(view, narrow) {
  const size = new Map(view.nodes.map((node) => [node.id, boxed(node)]));
  const first = view.groups.flatMap(({ items }) => items);
  const seen = new Set([view.focus, ...first.map(({ id }) => id)]);
  const branches = first.map((one) => {
    const behind = one.items.map(({ id }) => id).filter((id) => !seen.has(id) && seen.add(id));
    return { ...one, behind, height: Math.max(size.get(one.id).height, tall(behind, size)) };
  });
  const places = new Map([[view.focus, { x: 0, y: 0 }]]);
  const half = size.get(view.focus).width / 2;
  const gap = narrow ? GAP.narrow : GAP.across;
  const sides = narrow ? { left: [], right: branches } : split(branches);
  for (const [side, its] of [[-1, sides.left], [1, sides.right]]) {
    let top = -(its.reduce((sum, { height }) => sum + height + GAP.branch, -GAP.branch) / 2);
    const wide = Math.max(0, ...its.map(({ id }) => size.get(id).width));
    for (const { id, behind, height } of its) {
      places.set(id, { x: side * (half + gap + size.get(id).width / 2), y: top + height / 2 });
      stack(behind, top + height / 2, (width) => side * (half + 2 * gap + wide + width / 2), size, places);
      top += height + GAP.branch;
    }
  }
  return places;
}

const tall = (ids, size) => ids.reduce((sum, id) => sum + size.get(id).height + GAP.down, -GAP.down);

// The evidence goes to the right, everything else to the left; when one side would be empty, both share them.
function split(branches) {
  const right = branches.filter(({ how }) => how === "supports" || how === "qualifies" || how === "refutes");
  const left = branches.filter((branch) => !right.includes(branch));
  if (left.length && right.length) return { left, right };
  if (branches.length < 6) return { left: [], right: branches };
  const middle = Math.ceil(branches.length / 2);
  return { left: branches.slice(middle), right: branches.slice(0, middle) };
}

function stack(ids, centre, x, size, places) {
  let top = centre - tall(ids, size) / 2;
  for (const id of ids) {
    const { width, height } = size.get(id);
    places.set(id, { x: x(width), y: top + height / 2 });
    top += height + GAP.down;
  }
}

function column(view) {
  let top = 0;
  return new Map(view.nodes.map((node) => {
    const { height } = boxed(node);
    const place = { x: 0, y: top + height / 2 };
    top += height + GAP.step;
    return [node.id, place];
  }));
}

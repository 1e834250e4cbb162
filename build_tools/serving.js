// While one writes: loads the page anew when what it shows has changed, and lists the problems of the base, always as text.
const shown = new URL(import.meta.url).search.slice(1);
const CLOSED = "kb-serving-closed";
const box = document.createElement("aside");
box.className = "kb-serving";
box.setAttribute("aria-label", "Problems of the base");
box.setAttribute("aria-live", "polite");
document.body.append(box);

const make = (name, text = "", ...children) => {
  const node = document.createElement(name);
  node.textContent = text;
  node.append(...children);
  return node;
};
const some = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const line = ({ level, check, where, message, hint }) => {
  const item = make("li", "", make("p", `${level} ${check} `, make("code", where)), make("p", message));
  if (hint) item.append(make("p", `→ ${hint}`));
  item.className = `kb-serving-${level}`;
  return item;
};

function list(level, problems, count) {
  if (!count) return [];
  const found = problems.filter((problem) => problem.level === level);
  const more = count - found.length;
  const rows = make("ul", "", ...found.map(line), ...(more ? [make("li", `and ${more} more; the terminal lists them`)] : []));
  const details = make("details", "", make("summary", some(count, level)), rows);
  details.open = level === "error";
  return [details];
}

function show({ busy, counts, problems }) {
  const { error = 0, warning = 0 } = counts;
  const key = JSON.stringify(problems.filter((problem) => problem.level === "error"));
  const close = make("button", "Close");
  close.type = "button";
  close.addEventListener("click", () => { sessionStorage.setItem(CLOSED, key); box.hidden = true; });
  const note = make("p", "Reading what changed …");
  note.className = "kb-serving-busy";
  box.replaceChildren(...(busy ? [note] : []), ...list("error", problems, error), ...list("warning", problems, warning));
  if (error || warning) box.prepend(close);
  box.hidden = !box.childElementCount || (!busy && sessionStorage.getItem(CLOSED) === key);
}

const events = new EventSource("/_serve/events");
events.addEventListener("message", ({ data }) => {
  const state = JSON.parse(data);
  if (state.version === shown) return show(state);
  events.close();
  location.reload();
});
addEventListener("pagehide", () => events.close());
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });

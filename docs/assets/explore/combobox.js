// An input and its list of suggestions -> a combobox as the ARIA practices describe it.
const MOST = 12;

// `find(text, most)` gives {found: [{id, label}], total}; `choose(id)` is told what was chosen, `say(words)` what a screen reader should hear.
export function combobox(input, { find, choose, say }) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  let turn = 0;
  let active = -1;

  const options = () => [...list.children];
  function close() {
    turn += 1;
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function point(place) {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = (place + all.length) % all.length;
    all[active].setAttribute("aria-selected", "true");
    all[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[active].id);
  }
  function take(option) {
    input.value = option.dataset.label;
    input.dataset.node = option.dataset.node;
    close();
    choose(option.dataset.node);
  }
  async function suggest() {
    const mine = ++turn;
    delete input.dataset.node;
    const { found, total } = await find(input.value, MOST);
    if (mine !== turn) return;
    list.replaceChildren(...found.map(({ id, label }, place) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${place}`, role: "option", textContent: label });
      Object.assign(option.dataset, { node: id, label });
      option.setAttribute("aria-selected", "false");
      const kind = document.createElement("small");
      kind.textContent = ` ${id.replace(":", " · ")}`;
      option.append(kind);
      return option;
    }));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (input.value.trim()) say(total > found.length ? `${found.length} of ${total} suggestions` : `${total} suggestion${total === 1 ? "" : "s"}`);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("blur", () => setTimeout(close, 150)); // a click on a suggestion comes first
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) take(option); });
  input.addEventListener("keydown", async (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) await suggest();
      if (!list.hidden) point(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden) take(options()[Math.max(active, 0)]);
    } else if (event.key === "Escape") {
      if (!list.hidden) close(); else input.value = "";
    }
  });
}

// Elements made short: properties, `data`, `role` and `label`, then what they hold.
export function make(name, properties = {}, ...children) {
  const { data, role, label, ...plain } = properties;
  const node = Object.assign(document.createElement(name), plain);
  Object.assign(node.dataset, data);
  if (role) node.setAttribute("role", role);
  if (label) node.setAttribute("aria-label", label);
  node.append(...children);
  return node;
}

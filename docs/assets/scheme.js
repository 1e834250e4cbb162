// Before anything is painted: light or dark, as the reader chose or else as the system says.
{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("kb-scheme"); } catch { return null; } };
  const show = () => document.body.setAttribute("data-md-color-scheme", (chosen() ?? (dark.matches ? "dark" : "light")) === "dark" ? "slate" : "default");
  show();
  dark.addEventListener("change", show);
  document.documentElement.classList.add("js");
}

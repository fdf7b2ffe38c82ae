// Dark or light: as the system says, until the member chooses. Loaded first, so that the page never flashes.
(() => {
  const root = document.documentElement;
  const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");

  const chosen = localStorage.getItem("theme");
  if (chosen) root.dataset.theme = chosen;

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches;
  }

  function label(button) {
    const other = isDark() ? "light" : "dark";
    button.dataset.other = other;
    button.querySelector("use").setAttribute("href", `/icons.svg#${other}`);
    button.setAttribute("aria-label", `Switch to ${other} colours`);
    button.title = `Switch to ${other} colours`;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    label(button);
    systemIsDark.addEventListener("change", () => label(button));
    button.addEventListener("click", () => {
      root.dataset.theme = button.dataset.other;
      localStorage.setItem("theme", root.dataset.theme);
      label(button);
    });
  });
})();

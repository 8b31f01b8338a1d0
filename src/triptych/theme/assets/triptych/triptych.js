// The pages read and navigate without this file. It keeps a reader's choice of colours, and lets the 404 of
// the whole site speak the language that the address asks for.
(() => {
  const root = document.documentElement;
  const key = "triptych-scheme";
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const apply = (scheme) => {
    if (scheme) root.dataset.scheme = scheme;
  };
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches);

  apply(chosen());

  const prepareScheme = () => {
    const button = document.querySelector(".tt-scheme");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.hidden = false;
    button.addEventListener("click", () => {
      const scheme = isDark() ? "light" : "dark";
      apply(scheme);
      try {
        localStorage.setItem(key, scheme);
      } catch {
        // A browser that keeps nothing keeps the choice for this page.
      }
      show();
    });
    dark.addEventListener("change", show);
    show();
  };

  const prepareLost = () => {
    const sections = [...document.querySelectorAll(".tt-lost")];
    if (sections.length < 2) return;
    const path = location.pathname;
    const matching = sections.filter((section) => path.startsWith(section.dataset.prefix));
    const longest = (a, b) => (b.dataset.prefix.length > a.dataset.prefix.length ? b : a);
    const spoken = matching.length ? matching.reduce(longest) : sections[0];
    for (const section of sections) section.hidden = section !== spoken;
    root.lang = spoken.lang;
    root.dir = spoken.dir;
    document.title = spoken.dataset.title;
    document.querySelector("[data-home]").href = spoken.dataset.prefix;
  };

  document.addEventListener("DOMContentLoaded", () => {
    prepareScheme();
    prepareLost();
  });
})();

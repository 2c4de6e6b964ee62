/* Light or dark: the system's wish, unless the reader chose. Runs before the page is drawn, so that nothing flashes. */
(() => {
  "use strict";
  const root = document.documentElement, KEY = "newsdesk-scheme", dark = matchMedia("(prefers-color-scheme: dark)");
  root.classList.replace("no-js", "js");
  try {
    root.dataset.scheme = localStorage.getItem(KEY) ?? "";
  } catch {} // some browsers keep nothing for a page from a folder
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".nd-scheme")) return;
    const now = root.dataset.scheme || (dark.matches ? "dark" : "light");
    root.dataset.scheme = now === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, root.dataset.scheme);
    } catch {}
  });
})();

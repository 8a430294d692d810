// Before the page is painted: the type, and the reader's choice of light or dark, if there is one.
(() => {
  "use strict";
  const root = document.documentElement;

  // The type is in the style sheet, but a browser takes an instant to unpack it.
  root.classList.add("setting", "js");
  const show = () => root.classList.remove("setting");
  const faces = [...document.fonts].map((face) => face.load());
  Promise.allSettled(faces).then(show);
  setTimeout(show, 400);

  const key = "two-octobers-theme";
  let chosen = null;
  try { chosen = localStorage.getItem(key); } catch { /* storage may be closed: follow the system */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  const dark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

  // A link into something folded opens it; most browsers do so by themselves.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target?.closest("details:not([open])");
    if (folded) { folded.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  addEventListener("DOMContentLoaded", unfold);

  // A card that would leave the page on the right or below opens to the left or above its word.
  const place = (event) => {
    const card = event.target.closest?.(".ref")?.querySelector(".card");
    if (!card) return;
    card.classList.remove("flip", "up");
    const { right, bottom } = card.getBoundingClientRect();
    card.classList.toggle("flip", right > root.clientWidth);
    card.classList.toggle("up", bottom > innerHeight);
  };
  addEventListener("mouseover", place);
  addEventListener("focusin", place);

  // The contents beside the text begin where the reader is.
  addEventListener("DOMContentLoaded", () => {
    const side = document.querySelector(".side");
    const here = side?.querySelector("[aria-current]");
    if (here) side.scrollTop = Math.max(0, here.offsetTop - side.clientHeight / 2);
  });

  // The button exists only where a script can answer it.
  addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll(".tools")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "theme";
      const name = () => { button.textContent = dark() ? "Light" : "Dark"; };
      button.addEventListener("click", () => {
        root.dataset.theme = dark() ? "light" : "dark";
        try { localStorage.setItem(key, root.dataset.theme); } catch { /* not kept, but done */ }
        for (const other of document.querySelectorAll("button.theme")) other.textContent = dark() ? "Light" : "Dark";
      });
      name();
      place.append(button);
    }
  });
})();

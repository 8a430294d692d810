// Charts are drawn before any script runs. Once a reader moves, scrolls or types, Vega is loaded, from
// beside this file, and when a chart is near, draws the same chart again so that it answers: tooltips,
// links, controls. A page that is only opened never pays the 200 kB.
(() => {
  "use strict";
  const here = new URL(".", document.currentScript.src);
  const specs = window.bookSpecs = {};
  const script = (name) => new Promise((done, failed) => {
    const made = document.createElement("script");
    made.src = new URL(name, here);
    made.onload = done;
    made.onerror = () => failed(new Error(`${name} was not found`));
    document.head.append(made);
  });
  let vega;
  const load = () => vega ??= script("vega.js");

  // What a mark says, beside the pointer, and on its other side where the window ends.
  const tip = document.createElement("div");
  tip.id = "tip";
  const tell = (handler, { clientX, clientY }, item, value) => {
    tip.hidden = value == null || value === "";
    if (tip.hidden) return;
    tip.textContent = typeof value === "object" ? Object.entries(value).map((pair) => pair.join(": ")).join("\n") : value;
    document.body.append(tip);
    const { width, height } = tip.getBoundingClientRect();
    const place = (at, size, room) => `${Math.max(4, at + 10 + size < room ? at + 10 : at - 10 - size)}px`;
    tip.style.left = place(clientX, width, document.documentElement.clientWidth);
    tip.style.top = place(clientY, height, innerHeight);
  };

  const enliven = async (drawing) => {
    const own = drawing.dataset.spec;
    await Promise.all([load(), script(`live/${own}`)]);
    const spec = specs[own.split(".js")[0]];
    const still = drawing.querySelector(":scope > svg");
    const live = document.createElement("div");
    live.className = "live";
    await new window.vega.View(window.vega.parse(spec), { renderer: "svg", container: live, tooltip: tell }).runAsync();
    const svg = live.querySelector("svg");
    for (const name of ["role", "aria-label", "viewBox"]) svg.setAttribute(name, still.getAttribute(name));
    // as the still drawing: as wide as its place
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    // what a brush paints says nothing
    for (const group of svg.querySelectorAll('g[role="graphics-symbol"]:not([aria-label])')) group.setAttribute("aria-hidden", "true");
    still.replaceWith(live);
    drawing.dataset.live = "";
  };

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      enliven(entry.target).catch((error) => {
        entry.target.dataset.still = error.message; // the still drawing stays; nothing is lost
      });
    }
  }, { rootMargin: "200px" });
  const SIGNS = ["pointermove", "pointerdown", "keydown", "scroll"];
  const begin = () => {
    for (const sign of SIGNS) removeEventListener(sign, begin);
    const drawings = document.querySelectorAll(".drawing");
    if (drawings.length) load().catch(() => {}); // each chart will say that it stays still
    for (const drawing of drawings) near.observe(drawing);
  };
  // not captured: the list of contents scrolls to where the reader is by itself, and that does not bubble
  for (const sign of SIGNS) addEventListener(sign, begin, { passive: true });
})();

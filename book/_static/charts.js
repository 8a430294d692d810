// Charts are drawn before any script runs. When a reader comes near one, Vega is loaded once, from
// beside this file, and draws the same chart again so that it answers: tooltips, links, controls.
(() => {
  "use strict";
  const here = new URL(".", document.currentScript.src);
  let vega;
  const load = () => vega ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL("vega.js", here);
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  const enliven = async (drawing) => {
    await load();
    const spec = JSON.parse(drawing.querySelector('script[type="application/json"]').textContent);
    const still = drawing.querySelector(":scope > svg");
    const live = document.createElement("div");
    live.className = "live";
    await window.vegaEmbed(live, spec, { actions: false, renderer: "svg", defaultStyle: false, tooltip: { theme: "book" } });
    const svg = live.querySelector("svg");
    for (const name of ["role", "aria-label", "viewBox"]) svg.setAttribute(name, still.getAttribute(name));
    // as the still drawing: as wide as its place, and no stop for the keyboard at every mark,
    // since the table below holds the same links
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    for (const link of svg.querySelectorAll("a")) {
      link.setAttribute("tabindex", "-1");
      const name = link.firstElementChild?.getAttribute("aria-label");
      if (name) link.setAttribute("aria-label", name);
    }
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
  for (const drawing of document.querySelectorAll(".drawing")) near.observe(drawing);
})();

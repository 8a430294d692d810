"""What is looked at on a page: scripts that the browser runs, and what they return.

A look changes nothing on the page, unless its words say so.
"""

from __future__ import annotations

DRAWN = """() => [...document.querySelectorAll("figure.fig")].map((figure) => {
  const svg = [...figure.querySelectorAll(".drawing svg")].find((s) => s.getClientRects().length);
  const box = svg && svg.getBoundingClientRect();
  return {id: figure.id, wide: box ? box.width : 0, high: box ? box.height : 0,
          words: svg ? svg.textContent.trim().length : 0};
})"""
"""The size of each figure’s drawing, and how many letters it has."""

LIVE = """() => ({
  live: [...document.querySelectorAll(".drawing[data-live]")].filter((d) => d.offsetParent).length,
  still: [...document.querySelectorAll("[data-still]")].map((d) => d.dataset.still)})"""
"""How many of the charts in sight answer, and why others do not."""

MOVED = """window.moved = []; new PerformanceObserver((list) => {
  for (const e of list.getEntries()) window.moved.push([e.value,
    e.sources.map((s) => s.node && (s.node.className || s.node.nodeName)).join(" ")]);
}).observe({type: "layout-shift", buffered: true});"""
"""Run before a page: notes what moves, and how far."""

SCROLL = """async () => {
  const rest = () => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 40);  // a busy machine may not paint
  });
  if (!document.querySelector(".drawing")) return;  // nothing waits for a reader
  for (let y = 0; y < document.documentElement.scrollHeight; y += 0.9 * innerHeight) {
    scrollTo({top: y, behavior: "instant"});
    await rest();  // the browser paints, and tells whoever watches what came near
  }
}"""
ASLEEP = """() => {
  const asleep = [...document.querySelectorAll(".drawing")]
    .filter((d) => d.offsetParent && !("live" in d.dataset || "still" in d.dataset));
  asleep[0]?.scrollIntoView({block: "center", behavior: "instant"});
  return !asleep.length;
}"""

STATE = """() => new Promise((done) => {
  let frames = 0;
  const count = () => { frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  setTimeout(() => done(JSON.stringify({
    frames, visible: document.visibilityState, vega: typeof window.vega,
    drawings: [...document.querySelectorAll(".drawing")].map((d) =>
      [d.closest("figure")?.id, d.dataset, !!d.offsetParent, d.getBoundingClientRect().top]),
  })), 1000);
})"""
"""What a page whose charts stay asleep is like: frames in a second, and each drawing."""

WHERE = """() => [...document.querySelectorAll(".drawing svg")]
  .filter((svg) => svg.getClientRects().length)
  .flatMap((svg) => [...svg.querySelectorAll("text")].filter((e) => e.textContent.trim())
    .map((e) => { const b = e.getBoundingClientRect(), s = svg.getBoundingClientRect();
      return [svg.closest("figure").id, e.textContent, b.x - s.x, b.y - s.y]; }))"""
"""Where each word of each chart stands."""

WORDS = """() => [...document.querySelectorAll(".drawing svg")]
  .filter((svg) => svg.getClientRects().length)
  .map((svg) => {
    const frame = svg.getBoundingClientRect();
    const words = [];
    for (const text of svg.querySelectorAll("text")) {
      const style = getComputedStyle(text);
      for (const part of text.children.length ? text.children : [text]) {
        if (!part.textContent.trim()) continue;
        const b = part.getBoundingClientRect();
        words.push({text: part.textContent, px: parseFloat(style.fontSize) * text.getScreenCTM().a,
          box: [b.left - frame.left, b.top - frame.top,
                b.right - frame.left, b.bottom - frame.top]});
      }
    }
    return {figure: svg.closest("figure").id, size: [frame.width, frame.height], words};
  })"""
"""How large each word of each chart is, and the box that it fills."""

PAINT = """() => {
  const page = getComputedStyle(document.body).backgroundColor, found = [];
  for (const svg of document.querySelectorAll(".drawing svg")) {
    if (!svg.getClientRects().length) continue;
    for (const e of svg.querySelectorAll("[fill], [stroke]")) {
      for (const name of ["fill", "stroke"]) {
        const said = e.getAttribute(name);
        if (!said || ["none", "transparent"].includes(said)) continue;
        found.push({figure: svg.closest("figure").id, tag: e.localName, name, said,
          text: e.localName === "text" ? e.textContent : "", shown: getComputedStyle(e)[name]});
      }
    }
  }
  return {page, found};
}"""
"""The colour of the page, and of everything in its charts: as drawn, and as shown."""

GROUND = "getComputedStyle(document.body).backgroundColor"

MARKS = """(drawing, only) => [...drawing.querySelectorAll("svg [aria-label]")]
  .filter((mark, index) => only === null || index === only).map((mark) => {
  mark.scrollIntoView({block: "center", behavior: "instant"});
  const b = mark.getBoundingClientRect();
  const across = b.width > 20 ? 40 : 4, down = b.height > 5 ? 4 : 2;
  const hit = (x, y) => document.elementFromPoint(x, y) === mark;
  for (let i = 1; i <= across; i++) for (let j = 1; j <= down; j++) {
    const x = b.x + (i - 0.5) / across * b.width, y = b.y + (j - 0.5) / down * b.height;
    if ([0, -0.6, 0.6].every((d) => hit(x + d, y)))
      return {said: mark.getAttribute("aria-label"), at: [x, y]};
  }
  return {said: mark.getAttribute("aria-label"), at: null};
})"""
"""Scrolls to the marks of a drawing: what each says, and a point on it that nothing covers."""

STOPS = """() => {
  window.stops = [];
  const stop = () => {
    const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
    return {tag: e.localName, css: e.className, parent: e.parentElement?.className || "",
            text: e.innerText || e.value || "", href: e.getAttribute("href") || "",
            nav: !!e.closest("nav"), seen: b.width > 0 && b.height > 0 && b.bottom > 0
            && b.top < innerHeight && b.right > 0 && b.left < innerWidth,
            ring: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
            colour: s.outlineColor};
  };
  addEventListener("keydown", () => window.stops.push(stop()), {capture: true});
}"""
"""Notes at each key where the keyboard is, before it moves on."""

ACROSS = "document.documentElement.scrollWidth"
UNFOLDED = """() => {
  const folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((d) => { d.open = true });
  const across = document.documentElement.scrollWidth;
  folded.forEach((d) => { d.open = false });
  return across;
}"""
"""How wide the page is, as it is and with all that folds unfolded."""

ALIKE = """(most) => {
  for (const list of document.querySelectorAll("main section, main")) {
    const alike = [...list.children].filter((e) => e.matches(".all-sources"));
    alike.slice(most).forEach((e) => e.remove());
  }
}"""
"""Takes away what is more than enough of one list."""

HUSH = """(most) => {
  const numbers = new Map(), kinds = new Map([[null, 0]]), seen = new Map();
  const kind = (e) => {
    if (!kinds.has(e)) {
      const s = getComputedStyle(e);
      const said = [kind(e.parentElement), e.localName, e.getAttribute("class"), s.color,
        s.backgroundColor, s.backgroundImage, s.opacity, s.fontSize, s.fontWeight, s.textShadow,
        s.visibility, s.display].join("|");
      if (!numbers.has(said)) numbers.set(said, numbers.size + 1);
      kinds.set(e, numbers.get(said));
    }
    return kinds.get(e);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), more = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim()) continue;
    const is = kind(text.parentElement);
    seen.set(is, (seen.get(is) || 0) + 1);
    if (seen.get(is) > most) more.push(text);
  }
  for (const text of more) text.data = "";
}"""
"""Takes away the words that are more than enough of their kind.

A kind is an element with its class, colour, ground and size, and the kind of what it lies in.
"""

UNFOLD = "document.querySelectorAll('details').forEach((d) => { d.open = true })"

ON_PAPER = """(unwanted) => {
  const box = (e) => { const b = e.getBoundingClientRect();
    return b.width || b.height ? {x: b.x, width: b.width} : null; };
  const all = (css) => [...document.querySelectorAll(css)];
  const seen = (e) => !!e && e.checkVisibility({visibilityProperty: true}) && !!box(e);
  return {
    printed: unwanted.filter((css) => all(css).map(box)
      .some((b) => b && b.width > 1 && b.x + b.width > 0)),
    charts: all(".chart").map((c) => [seen(c.querySelector(".w")), seen(c.querySelector(".n"))]),
    cards: all(".claimcard").map(box), main: box(document.querySelector("main")),
    across: document.documentElement.scrollWidth,
    ground: getComputedStyle(document.body).backgroundColor};
}"""
"""What would be printed: of what is unwanted, of the charts and of the cards."""

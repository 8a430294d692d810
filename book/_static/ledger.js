// The ledger, beyond its filter by verdict: free text, kind and order. Without this script it is the
// whole list in the essay's order.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const ledger = document.querySelector(".ledger");
  if (!ledger) return;
  const items = [...ledger.querySelectorAll("li[data-kind]")];
  const sections = [...ledger.querySelectorAll(":scope > section")];
  const homes = new Map(items.map((item) => [item, item.parentNode]));
  const words = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));
  const verdict = (item) => [...item.classList].find((name) => name.startsWith("v-"));
  const order = ["v-contradicted", "v-overtaken", "v-unverified", "v-contested", "v-imprecise", "v-supported"];

  const control = (label, element) => {
    const box = document.createElement("label");
    box.append(`${label} `, element);
    more.append(box);
    return element;
  };
  const choice = (options) => {
    const select = document.createElement("select");
    for (const [value, name] of options) select.add(new Option(name, value));
    return select;
  };
  const more = document.createElement("div");
  more.className = "more";
  ledger.querySelector(".filter").after(more);
  const text = control("Find", Object.assign(document.createElement("input"), { type: "search" }));
  const kinds = [...new Set(items.map((item) => item.dataset.kind))].sort();
  const kind = control("Kind", choice([["", "all"], ...kinds.map((name) => [name, name])]));
  const by = control("Order", choice([["essay", "the essay’s"], ["verdict", "by verdict"]]));
  const found = document.createElement("output");
  found.setAttribute("aria-live", "polite");
  more.append(found);

  const show = () => {
    const wanted = text.value.trim().toLowerCase();
    let count = 0;
    for (const item of items) {
      item.hidden = !(words.get(item).includes(wanted) && (!kind.value || item.dataset.kind === kind.value));
      count += !item.hidden;
    }
    for (const section of sections) section.hidden = !section.querySelector("li[data-kind]:not([hidden])");
    found.textContent = wanted || kind.value ? `${count} found` : "";
  };
  const arrange = () => {
    const rank = (item) => by.value === "verdict" ? order.indexOf(verdict(item)) : 0;
    for (const item of [...items].sort((a, b) => rank(a) - rank(b))) homes.get(item).append(item);
  };
  text.addEventListener("input", show);
  kind.addEventListener("change", show);
  by.addEventListener("change", arrange);

  // A link to a row that a filter hides shows the row.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !items.includes(target) || target.offsetParent) return;
    text.value = kind.value = "";
    document.getElementById("f-all").checked = true;
    show();
    target.scrollIntoView();
  });
});

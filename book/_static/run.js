// “Run this chapter in your browser”: the link where it can work, and else the reason why it cannot.
(() => {
  "use strict";
  const told = document.querySelector(".run-not");
  const [link, again] = document.querySelector(".run").children;
  const path = new URL(link.href).searchParams.get("path");
  const lite = new URL("..", link.href);   // …/lite/lab/index.html lies in …/lite/

  const reason = () => {
    if (location.protocol === "file:") return "This copy of the book was opened from a folder. Browsers run notebooks only from a web server: in the folder that holds index.html, “python3 -m http.server” starts one, and the book is then at http://localhost:8000/.";
    if (!isSecureContext) return "This page was loaded without encryption. Browsers run notebooks only over https, or from this very computer (localhost).";
    if (typeof WebAssembly !== "object" || !("indexedDB" in window)) return "This browser is too old to run Python, or forbids it.";
    if (!("serviceWorker" in navigator)) return "This browser allows no service worker here, and without one the notebooks cannot read the book’s data. A private window may be the cause: try a normal one.";
    return "";
  };
  const tell = (why) => { told.textContent = `This chapter cannot be run here. ${why}`; told.hidden = false; };

  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const why = reason();
    if (why) return tell(why);
    try {   // as JupyterLite will; some browsers say only now that they will not
      await navigator.serviceWorker.register(new URL("service-worker.js?enableCache=false", lite));
    } catch (error) {
      return tell(`The browser refused the service worker that reads the book’s data: ${error.message}`);
    }
    await kept(OPEN, (store) => store.clear());   // this chapter alone: each opened one starts a Python
    location.href = link.href;
  });

  // JupyterLite keeps in the browser what a reader changes, by the notebook's path and over the
  // book's version, and which notebooks were open.
  const CHANGED = ["files", "checkpoints"], OPEN = ["statedb"];
  const name = `JupyterLite Storage - ${lite.pathname}`;
  const settled = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const kept = async (stores, act) => {
    const known = await indexedDB.databases();
    if (!known.some((db) => db.name === name)) return [];
    const db = await settled(indexedDB.open(name));
    try {
      if (!stores.every((store) => db.objectStoreNames.contains(store))) return [];
      const inside = db.transaction(stores, "readwrite");
      return await Promise.all(stores.map((store) => settled(act(inside.objectStore(store)))));
    } finally { db.close(); }
  };

  again.addEventListener("click", async () => {
    await kept(CHANGED, (store) => store.delete(path));
    again.hidden = true;
    told.textContent = "The notebook is the book’s version again.";
    told.hidden = false;
  });
  const look = async () => {
    if (reason()) return;
    const [found] = await kept(CHANGED, (store) => store.getKey(path));
    again.hidden = !found;
  };
  addEventListener("pageshow", look);   // also when a reader comes back by the browser's button
})();

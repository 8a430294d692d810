// The kernel of JupyterLite loads Python through this module.
// What every chapter imports is imported here, before the kernel hangs the folder of the notebooks
// into Python's path: from then on each import asks in that folder first, through the browser's
// service worker (138 requests).
import { loadPyodide as load } from "./pyodide.mjs";

export async function loadPyodide(options) {
  const pyodide = await load(options);
  pyodide.runPython("import altair, pandas, piplite.piplite, pyodide_kernel");
  return pyodide;
}

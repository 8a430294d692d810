// Runs the notebooks of JupyterLite without a browser, in the Pyodide that it would load.
// node run_cells.mjs <folder lite/> <both.py> <file>: writes what both.py tells, by the
// notebook's name, and what is there before the first cell.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [lite, both, out] = process.argv.slice(2);
const core = `${lite}/static/pyodide`;
const { loadPyodide } = await import(pathToFileURL(`${core}/warm.mjs`));
globalThis.fetch = async (url) => new Response(fs.readFileSync(url)); // Node's reads no files
const pyodide = await loadPyodide({ indexURL: `${core}/` });
pyodide.FS.mkdirTree("/book");
pyodide.mountNodeFS("/book", `${lite}/files`);
pyodide.runPython(fs.readFileSync(both, "utf-8"));
const said = pyodide.runPython(`
import micropip, sys
started = {"modules": sorted(sys.modules), "packages": sorted(micropip.list())}
os.chdir("/book/notebooks")
from companion import publish
started["for phones"] = publish.FOR_PHONES
chapters = {p.stem: told(p) for p in sorted(Path("/book/notebooks").glob("*.ipynb"))}
json.dumps({"started": started, **chapters})
`);
fs.writeFileSync(out, said);
process.exit(0);

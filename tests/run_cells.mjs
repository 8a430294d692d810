// Runs the notebooks of JupyterLite without a browser, in the Pyodide that it would load.
// node run_cells.mjs <folder lite/> <both.py> <file>: writes what both.py tells, by the notebook's name.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [lite, both, out] = process.argv.slice(2);
const core = `${lite}/static/pyodide`;
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: `${core}/` });
const config = JSON.parse(fs.readFileSync(`${lite}/jupyter-lite.json`, "utf-8"))["jupyter-config-data"];
const kernel = config.litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"];
await pyodide.loadPackage(kernel.loadPyodideOptions.packages, { messageCallback() {} });
pyodide.FS.mkdirTree("/book");
pyodide.mountNodeFS("/book", `${lite}/files`);
pyodide.runPython(fs.readFileSync(both, "utf-8"));
const said = pyodide.runPython(`
json.dumps({path.stem: told(path) for path in sorted(Path("/book/notebooks").glob("*.ipynb"))})
`);
fs.writeFileSync(out, said);
process.exit(0);

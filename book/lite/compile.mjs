// Compiles Python with Pyodide itself: no other Python writes the byte code that it reads.
// node compile.mjs <folder of Pyodide> <folder of wheels>: beside each wheel a .pyc.zip is left.
import { pathToFileURL } from "node:url";

const [core, wheels] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: `${core}/` });
pyodide.FS.mkdirTree("/wheels");
pyodide.mountNodeFS("/wheels", wheels);
pyodide.runPython(`
import importlib.util, io, pathlib, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

for wheel in sorted(pathlib.Path("/wheels").glob("*.whl")):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(wheel.read_bytes())) as packed, zipfile.ZipFile(made, "w") as out:
        for name in packed.namelist():
            if name.endswith(".py"):
                source = packed.read(name)
                code = compile(source, name, "exec", dont_inherit=True)
                pyc = _code_to_hash_pyc(code, importlib.util.source_hash(source), False)
                out.writestr(name + "c", pyc)
    wheel.with_suffix(".pyc.zip").write_bytes(made.getvalue())
`);
process.exit(0);

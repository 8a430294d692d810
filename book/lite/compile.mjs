// Compiles Python with Pyodide itself: no other Python writes the byte code that it reads.
// node compile.mjs <folder of Pyodide> <folder>: beside each zip file there, one of the same name and
// .pyc is left.
import { pathToFileURL } from "node:url";

const [core, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: `${core}/` });
pyodide.FS.mkdirTree("/packed");
pyodide.mountNodeFS("/packed", folder);
pyodide.runPython(`
import importlib.util, io, pathlib, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

here = pathlib.Path("/packed")
for archive in here.glob("*.zip"):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as packed, zipfile.ZipFile(made, "w") as out:
        for name in packed.namelist():
            if name.endswith(".py"):
                source = packed.read(name)
                code = compile(source, name, "exec", dont_inherit=True)
                pyc = _code_to_hash_pyc(code, importlib.util.source_hash(source), False)
                out.writestr(name + "c", pyc)
    pathlib.Path(f"{archive}.pyc").write_bytes(made.getvalue())
`);
process.exit(0);

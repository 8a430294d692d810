// The kernel of JupyterLite loads Python through this module.
import { loadPyodide as load } from "./pyodide.mjs";

// Compressed, and not by Pyodide: the browser inflates them while Python starts.
const ARCHIVES = ["packages.data", "library.data"];

export async function loadPyodide(options) {
  const [pyodide, ...archives] = await Promise.all([
    load({ ...options, packages: [] }),
    ...ARCHIVES.map(inflated),
  ]);
  const site = pyodide.runPython("import site; site.getsitepackages()[0]");
  for (const archive of archives) unpack(pyodide.FS, archive, site);
  // pandas asks dateutil for UTC, which reads 600 zones (0.2 s) if the system has none
  pyodide.FS.mkdirTree("/usr/share");
  pyodide.FS.symlink(`${site}/tzdata/zoneinfo`, "/usr/share/zoneinfo");
  pyodide.runPython(START);
  return pyodide;
}

async function inflated(name) {
  const sent = await fetch(new URL(name, import.meta.url));
  if (!sent.ok) throw new Error(`${name} could not be fetched: ${sent.status}`);
  const whole = new Response(sent.body.pipeThrough(new DecompressionStream("gzip")));
  return new Uint8Array(await whole.arrayBuffer());
}

// The format ustar: a block of 512 bytes about each file, and its content in blocks.
function unpack(FS, tar, folder) {
  const decoder = new TextDecoder();
  const text = (from, length) => decoder.decode(tar.subarray(from, from + length)).split("\0")[0];
  for (let at = 0; tar[at]; ) {
    const size = parseInt(text(at + 124, 12), 8);
    const path = [folder, text(at + 345, 155), text(at, 100)].filter(Boolean).join("/");
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    at += 512;
    FS.writeFile(path, tar.subarray(at, at + size), { canOwn: true });
    at += 512 * Math.ceil(size / 512);
  }
}

// What every chapter imports is imported here, before the kernel hangs the folder of the
// notebooks into Python's path: from then on each import asks in that folder first, through the
// browser's service worker (138 requests).
const START = `
import importlib
importlib.invalidate_caches()
import altair, pandas, piplite.piplite, pyodide_kernel
`;

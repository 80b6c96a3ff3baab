// Runs a Python program in the pinned Pyodide: node library.mjs PYODIDE_FOLDER PROGRAM ARGUMENT; what it gives goes out.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, program, argument] = process.argv.slice(2);
try {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  const env = { PYTHONNODEBUGRANGES: "1" }; // no columns for tracebacks: a fifth of the bytes
  const pyodide = await loadPyodide({ indexURL: folder, env });
  const nothing = new Uint8Array(22); // a zip's last record is all there is of it
  nothing.set([80, 75, 5, 6]);
  pyodide.unpackArchive(nothing, "zip"); // as the worker does: what that needs is now imported
  const main = pyodide.runPython(`${readFileSync(program, "utf8")}\nmain`);
  process.stdout.write(main(argument).toJs());
} catch (error) { // Node's own report begins with the line of code, a megabyte long
  process.stderr.write(error.message.trim());
  process.exitCode = 1;
}

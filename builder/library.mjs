// Runs a Python program in the pinned Pyodide: node library.mjs PYODIDE_FOLDER PROGRAM FUNCTION LIBRARY. What comes in
// is the function's argument, and what it gives goes out.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, program, name, stdLibURL] = process.argv.slice(2);
const argument = readFileSync(0, "utf8"); // now: Pyodide changes how this is read
try {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  const env = { PYTHONNODEBUGRANGES: "1" }; // no columns for tracebacks: a fifth of the bytes
  const pyodide = await loadPyodide({ indexURL: folder, stdLibURL, env });
  const run = pyodide.runPython(`${readFileSync(program, "utf8")}\n${name}`);
  process.stdout.write(run(argument).toJs());
} catch (error) { // Node's own report begins with the line of code, a megabyte long
  process.stderr.write(error.message.trim());
  process.exitCode = 1;
}

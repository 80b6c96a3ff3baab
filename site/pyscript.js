// Loads PyScript and keeps it within the page's Content-Security-Policy: the hook cleared here serves Python workers
// of PyScript's own, which the page does not use, and would be turned into source text and evaluated.
import { Rest, joined } from "./parts.js";
import { hooks } from "./vendor/pyscript/core.js";

hooks.worker.onBeforeRunAsync.clear();

// Its Python, the only WebAssembly of the page, comes in parts (parts.js) unless the address says otherwise.
const PYTHON = new URL("./vendor/micropython/micropython.wasm", import.meta.url).href;
const full = new URLSearchParams(location.search).has("full") && (() => fetch(PYTHON.replace(".wasm", ".whole.wasm")));
const rest = new Rest(PYTHON);
const keep = () => rest.keep().catch(() => null); // then it is asked for when it is called
if (self.curlicue) curlicue.keepPython = keep;
// What cannot wait is not asked of a service worker, and without a network nobody else has it: so it is there at once.
// A line that does not bring it is not waited for.
const LONGEST_MS = 1000;
let answered = null;
try { answered = navigator.serviceWorker?.controller; } catch { /* refused: a sandboxed frame */ }
const kept = answered ? Promise.race([keep(), new Promise((go) => { setTimeout(go, LONGEST_MS); })]) : null;
const lost = () => curlicue.fail("A part of the network did not arrive, and it cannot draw on without it. Try again " +
  "when the line is back.");
const { instantiate, instantiateStreaming } = WebAssembly;
WebAssembly.instantiateStreaming = async (coming, imports) => {
  const made = await instantiateStreaming(full ? full() : coming, imports);
  await kept;
  return joined(made, imports, rest, lost);
};
WebAssembly.instantiate = async (bytes, imports) => { // where a host does not know the type
  const made = await instantiate(full ? await (await full()).arrayBuffer() : bytes, imports);
  await kept;
  return joined(made, imports, rest, lost);
};

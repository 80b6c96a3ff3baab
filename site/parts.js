// A module of WebAssembly in two parts (builder/wasm_parts.py): the first runs, the rest comes when it is called for.
const OWN = ":"; // begins the names that the first part adds; compilers give names with $
// Only a function of WebAssembly may stand in its tables: (module (import "" "f" (func)) (export "f" (func 0)))
const PASSES_ON = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 6, 1, 0, 1, 102, 0, 0, 7, 5, 1, 1, 102, 0, 0,
]);

const inWorker = "FileReaderSync" in globalThis;

// A file's bytes at once, for whom nothing can wait. A page may ask so for text alone, whose letters are then bytes.
export function readNow(place) {
  const request = new XMLHttpRequest();
  request.open("GET", place, false);
  if (inWorker) request.responseType = "arraybuffer";
  else request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${place}: ${request.status}`);
  return inWorker ? request.response : Uint8Array.from(request.response, (letter) => letter.charCodeAt(0));
}

// The rest of the module at a place. Kept, it is there without a network; a worker's takes none of its memory.
export class Rest {
  #place;
  #kept = null;
  #read = false; // once it was linked nobody wants it any more
  constructor(place) { this.#place = place.replace(/\.wasm$/, ".rest.wasm"); }
  async keep() {
    if (this.#read || this.#kept) return;
    const answer = await fetch(this.#place, { priority: "low" });
    if (answer.ok) this.#kept ??= await (inWorker ? answer.blob() : answer.arrayBuffer());
  }
  read() {
    const bytes = !this.#kept ? readNow(this.#place)
      : inWorker ? new FileReaderSync().readAsArrayBuffer(this.#kept) : this.#kept;
    this.#read = true;
    return bytes;
  }
}

// What WebAssembly.instantiate gave for a first part, as it would have been for the whole module. Whoever calls what
// does not come gets an exception, which may be lost in the module: lost is told in any case.
export function joined({ instance, module }, imports, rest, lost) {
  const all = Object.entries(instance.exports);
  const own = Object.fromEntries(all.filter(([name]) => name.startsWith(OWN)));
  const slots = own[`${OWN}slots`];
  if (!slots) return { instance, module }; // it is the whole one
  const exports = Object.fromEntries(all.filter(([name]) => !name.startsWith(OWN)));
  const link = () => {
    try {
      new WebAssembly.Instance(new WebAssembly.Module(rest.read()), { ...imports, [OWN]: own });
      own[`${OWN}linked`].value = 1;
    } catch (error) { lost(error); throw error; }
  };
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(PASSES_ON), { "": { f: link } }).exports;
  slots.set(slots.length - 1, f);
  return { instance: { exports }, module };
}

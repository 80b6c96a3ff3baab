// A worker's boot: Pyodide, then Python is in charge, in the module that this worker is named after.
import { Rest, joined, readNow } from "./parts.js";
import { play } from "./player.js";

const here = (path) => new URL(path, import.meta.url).href;
const PYODIDE = "./vendor/pyodide/";
const ONNXRUNTIME = "./vendor/onnxruntime/";
const full = new URL(import.meta.url).searchParams.has("full"); // the packages' own files, for whoever looks for a fault
const MODULES = "/lib/curlicue.zip"; // ours, in Pyodide's file system
const QUIET_MS = 2000; // after the takeover nothing large is fetched for so long
const early = []; // messages that came before Python could hear them
self.onmessage = (event) => early.push(event);

// What Python gets of the outside world; plain strings, numbers and floats cross, never an object that could leak.
const bridge = {
  contexts: {}, // by name, of the canvases that came with the page's first message; others are off the page
  palette: [],
  post: (text) => self.postMessage(text),
  postFrame(moving, numbers, hand, engine) { // the page reads it only when asked
    const view = numbers.getBuffer();
    self.postMessage([moving, view.data.slice(), hand, engine]);
    view.release();
    numbers.destroy();
  },
  size(name, width, height, ratio) {
    const context = (bridge.contexts[name] ??= new OffscreenCanvas(1, 1).getContext("2d"));
    context.canvas.width = Math.round(width * ratio);
    context.canvas.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
  },
  colours(...palette) { bridge.palette = palette; },
  play(name, marks) {
    const view = marks.getBuffer("f32");
    play(bridge.contexts[name], bridge.palette, view.data);
    view.release();
    marks.destroy();
  },
  stamp(name, on) { // one canvas's pixels instead of another's
    const context = bridge.contexts[on];
    context.save();
    context.resetTransform();
    context.globalAlpha = 1;
    context.globalCompositeOperation = "copy";
    context.drawImage(bridge.contexts[name].canvas, 0, 0);
    context.restore();
  },
  // The screen shows what was painted in this task only two frames later.
  afterPainting: (text) => requestAnimationFrame(() => requestAnimationFrame(() => self.postMessage(text))),
  async picture(name, background) {
    self.postMessage({ name, picture: await copied(name, background).convertToBlob() });
  },
  frame(name, background) { // of a film: pixels that change hands, no file
    const picture = copied(name, background, { alpha: false }).transferToImageBitmap();
    self.postMessage({ name, picture }, [picture]);
  },
  // Makes the session of a graph, its place or its bytes, and gives what runs it: numbers in, and later answer(numbers)
  // (curlicue/packed.py).
  async session(graph, answer, broke) {
    const ort = await runtime();
    const session = await ort.InferenceSession.create(typeof graph === "string" ? here(graph) : graph);
    const [input, name] = [session.inputNames[0], session.outputNames[0]];
    let packed = null, feeds = null; // as many as are asked first
    return (...numbers) => {
      packed ??= new Float64Array(numbers.length);
      feeds ??= { [input]: new ort.Tensor("float64", packed, [1, packed.length]) };
      packed.set(numbers);
      session.run(feeds)
        .then((result) => answer(...result[name].data), (error) => broke(String(error)))
        .catch(failed); // Python itself: the page draws on alone
    };
  },
  // Any graph of the site: gives what runs it, feeds as [name, numbers, shape] in, the wanted outputs' numbers out.
  async graph(place) {
    const { InferenceSession, Tensor } = await runtime();
    const session = await InferenceSession.create(here(place));
    return async (feeds, wanted) => {
      const type = (numbers) => (numbers instanceof Float64Array ? "float64" : "float32");
      const fed = feeds.map(([name, numbers, shape]) => [name, new Tensor(type(numbers), numbers, shape)]);
      const results = await session.run(Object.fromEntries(fed), wanted);
      return wanted.map((name) => results[name].data);
    };
  },
  library: () => new Uint8Array(readNow(here(`${PYODIDE}python_stdlib.zip`))), // an import cannot wait
  async keepRests() { // one after the other: there is no hurry
    await new Promise((go) => { setTimeout(go, QUIET_MS); });
    for (const { rest } of modules) await rest.keep().catch(() => null); // then it is asked for when called
  },
  text: async (path) => (await file(path)).text(),
  bytes: async (path) => new Uint8Array(await (await file(path)).arrayBuffer()),
};

function copied(name, background, settings) { // a canvas's pixels, on a colour
  const { canvas } = bridge.contexts[name];
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext("2d", settings);
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return copy;
}

const failed = (error) => self.postMessage(`failed ${JSON.stringify(String(error))}`);

async function file(path) {
  const response = await fetch(here(path));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

// Packages fetch their files by themselves. What is expected here is what they get: early, unpacked, or another file.
const answers = new Map(); // by place, the promise of an answer, whose body is read once
const ask = self.fetch.bind(self);
self.fetch = (what, options) => {
  const answer = answers.get(String(what));
  answers.delete(String(what));
  return answer ?? ask(what, options);
};
function expect(place, answer) {
  answer.catch(() => null); // whoever fetches it is told
  answers.set(place, answer);
}
const unpacked = (answer) => (
  answer.ok ? new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))) : answer
);

// Modules of WebAssembly come in parts (parts.js) unless the address says otherwise.
const modules = [`${PYODIDE}pyodide.asm.wasm`, `${ONNXRUNTIME}ort-wasm-simd-threaded.wasm`].map((path) => (
  { place: here(path), comes: here(full ? path.replace(/\.wasm$/, ".whole.wasm") : path), rest: new Rest(here(path)) }
));
const expectModule = ({ place, comes }) => expect(place, ask(comes));
// Where its module does not come or does not fit, Pyodide tells the console and waits for ever.
let lost = null;
const noWasm = new Promise((_, reject) => { lost = reject; });
const { instantiate, instantiateStreaming } = WebAssembly;
WebAssembly.instantiateStreaming = async (coming, imports) => {
  try {
    const answer = await coming;
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    const known = answer.headers.get("Content-Type") === "application/wasm"; // some hosts do not know the type
    const made = known ? instantiateStreaming(answer, imports) : instantiate(await answer.arrayBuffer(), imports);
    const mine = modules.find(({ comes }) => comes === answer.url);
    const module = await made;
    if (mine === modules[0]) { // the line is free, and Python has a while to do: time for what it wants then
      expectModule(modules[1]);
      runtime().catch(() => null); // whoever asks for a session is told
    }
    return mine ? joined(module, imports, mine.rest, failed) : module;
  } catch (error) { lost(error); throw error; }
};

async function runtime() {
  const ort = await import("./vendor/onnxruntime/ort.wasm.min.js");
  Object.assign(ort.env.wasm, { numThreads: 1, proxy: false, wasmPaths: here(ONNXRUNTIME) });
  return ort;
}

try {
  const packed = !full && "DecompressionStream" in self;
  const [library, mine] = packed // builder/library.py
    ? [here(`${PYODIDE}python_stdlib_lean.packed`), here(`./worker/${self.name}.packed`)]
    : [here(`${PYODIDE}python_stdlib.zip`), here(`./worker/${self.name}.zip`)];
  expectModule(modules[0]);
  if (packed) for (const place of [library, mine]) expect(place, ask(place).then(unpacked));
  const archive = file(mine);
  archive.catch(() => null); // told below
  const { loadPyodide } = await import("./vendor/pyodide/pyodide.js");
  const loading = loadPyodide({ indexURL: here(PYODIDE), stdLibURL: library });
  const pyodide = await Promise.race([loading, noWasm]);
  pyodide.FS.writeFile(MODULES, new Uint8Array(await (await archive).arrayBuffer()));
  pyodide.pyimport("sys").path.append(MODULES); // imported from as it is: to unpack it takes ninety KB of Python more
  self.postMessage('stage "python"');
  const python = pyodide.pyimport(self.name);
  let worker = null;
  self.onmessage = ({ data }) => { // text, or what travels beside it
    const { text, canvases = {} } = typeof data === "string" ? { text: data } : data;
    for (const [name, canvas] of Object.entries(canvases)) bridge.contexts[name] = canvas.getContext("2d");
    if (worker) worker.hear(text);
    else worker = python.open_worker(bridge, text);
  };
  for (const event of early.splice(0)) self.onmessage(event);
} catch (error) {
  failed(error);
}

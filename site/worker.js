// A worker's boot: Pyodide, then Python is in charge, in the module that this worker is named after.
import { play } from "./player.js";

const here = (path) => new URL(path, import.meta.url).href;
const early = []; // messages that came before Python could hear them
self.onmessage = (event) => early.push(event);
const graphs = {}; // by hand, models that came beside a message

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
    const { canvas } = bridge.contexts[name];
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext("2d");
    context.fillStyle = background;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0);
    self.postMessage({ name, picture: await copy.convertToBlob() });
  },
  hasGraph: (hand) => hand in graphs,
  // Makes the session of a hand and gives what runs it: numbers in, and later answer(numbers) (curlicue/packed.py).
  async session(hand, place, answer, broke) {
    const ort = await import("./vendor/onnxruntime/ort.wasm.min.js");
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.proxy = false;
    ort.env.wasm.wasmPaths = here("./vendor/onnxruntime/");
    const session = await ort.InferenceSession.create(graphs[hand] ?? here(place));
    const [input, name] = [session.inputNames[0], session.outputNames[0]];
    let packed = null, feeds = null; // as many as are asked first
    return (...numbers) => {
      packed ??= new Float32Array(numbers.length);
      feeds ??= { [input]: new ort.Tensor("float32", packed, [1, packed.length]) };
      packed.set(numbers);
      session.run(feeds)
        .then((result) => answer(...result[name].data), (error) => broke(String(error)))
        .catch(failed); // Python itself: the page draws on alone
    };
  },
  async text(path) {
    const response = await fetch(here(path));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.text();
  },
};

const failed = (error) => self.postMessage(`failed ${JSON.stringify(String(error))}`);

try {
  const archive = fetch(here("./worker/curlicue.zip"));
  const { loadPyodide } = await import("./vendor/pyodide/pyodide.js");
  // Where its wasm does not come or does not fit, Pyodide tells the console and waits for ever.
  const instantiate = WebAssembly.instantiateStreaming;
  const noWasm = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (coming, imports) => {
      try {
        const answer = await coming;
        if (answer.headers.get("Content-Type") === "application/wasm") return await instantiate(answer, imports);
        return await WebAssembly.instantiate(await answer.arrayBuffer(), imports); // some hosts do not know the type
      } catch (error) { reject(error); throw error; }
    };
  });
  const pyodide = await Promise.race([loadPyodide({ indexURL: here("./vendor/pyodide/") }), noWasm]);
  WebAssembly.instantiateStreaming = instantiate;
  pyodide.unpackArchive(await (await archive).arrayBuffer(), "zip");
  self.postMessage('stage "python"');
  const python = pyodide.pyimport(self.name);
  let worker = null;
  self.onmessage = ({ data }) => { // text, or what travels beside it
    const { text, canvases = {}, graphs: more = {} } = typeof data === "string" ? { text: data } : data;
    for (const [name, canvas] of Object.entries(canvases)) bridge.contexts[name] = canvas.getContext("2d");
    Object.assign(graphs, more);
    if (worker) worker.hear(text);
    else worker = python.open_worker(bridge, text);
  };
  for (const event of early.splice(0)) self.onmessage(event);
} catch (error) {
  failed(error);
}

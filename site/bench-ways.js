// Ways to take one step of the network after another, for bench.html and for bench/steps.py, which adds others'.
// Made with a hand's card, each gives a function: a count of steps to the times between which it stepped, ms, and what
// the last one said.
export const CELLS = 8, LAYERS = 2, IN = 3, OUT = 3;
const GRAPH = "./models/loops/model.onnx";
const ONNXRUNTIME = "./vendor/onnxruntime/";
const WAIT_MS = 50;

const heard = (k) => [Math.cos(0.3 * k), Math.sin(0.3 * k), 1]; // curlicue_worker/measure.py has the same

export async function timed(count, step) {
  const times = [performance.now()];
  let said = null;
  for (let k = 0; k < count; k++) {
    said = await step(heard(k));
    times.push(performance.now());
  }
  return [times, said];
}

export const ways = {
  async "Python, onnxruntime-web, Python"() { return inWorker("fast"); },

  async "JavaScript, onnxruntime-web"() {
    const ort = await import(`${ONNXRUNTIME}ort.wasm.min.js`);
    const wasm = new URL(`${ONNXRUNTIME}ort-wasm-simd-threaded.whole.wasm`, import.meta.url).href;
    const mjs = new URL(`${ONNXRUNTIME}ort-wasm-simd-threaded.js`, import.meta.url).href;
    Object.assign(ort.env.wasm, { numThreads: 1, proxy: false, wasmPaths: { wasm, mjs } });
    const session = await ort.InferenceSession.create(GRAPH);
    const [input, output] = [session.inputNames[0], session.outputNames[0]];
    const packed = new Float64Array(IN + 2 * LAYERS * CELLS);
    const feeds = { [input]: new ort.Tensor("float64", packed, [1, packed.length]) };
    return (count) => {
      packed.fill(0);
      return timed(count, async (x) => {
        packed.set(x);
        const { data } = (await session.run(feeds))[output];
        packed.set(data.subarray(OUT, OUT + 2 * LAYERS * CELLS), IN);
        return [...data.slice(0, OUT)];
      });
    };
  },

  async "Python in Pyodide"() { return inWorker("plain"); },

  async "Python in MicroPython"(card) {
    while (!globalThis.micropythonSteps) await new Promise((go) => { setTimeout(go, WAIT_MS); });
    return async (count) => JSON.parse(globalThis.micropythonSteps(JSON.stringify(card), count));
  },
};

let worker = null; // the site's own, with a module that measures (curlicue_worker/measure.py)
function inWorker(way) {
  if (!worker) {
    worker = new Worker("./worker.js", { type: "module", name: "curlicue_worker.measure" });
    worker.postMessage("open");
  }
  return (count) => new Promise((resolve, reject) => {
    worker.onerror = () => reject(new Error("the worker did not start"));
    worker.onmessage = ({ data }) => {
      if (data.startsWith("failed")) reject(new Error(data));
      else if (data.startsWith("[")) resolve(JSON.parse(data));
    };
    worker.postMessage(`${way} ${count}`);
  });
}

export function endWorker() {
  worker?.terminate();
  worker = null;
}

// One training step, again and again: by teach.onnx in onnxruntime-web, and by tf.layers on a backend of its own.
import * as ort from "./vendor/ort.wasm.min.mjs";

Object.assign(ort.env.wasm, { numThreads: 1, proxy: false, wasmPaths: new URL("./vendor/", import.meta.url).href });

// Both learn from the same pieces of one line, by Adam. ``task`` is bench/teach_browser.py's.
const makers = {
  async "teach.onnx"(task) {
    const session = await ort.InferenceSession.create("./teach.onnx");
    const tensor = (numbers, ...shape) => new ort.Tensor("float32", Float32Array.from(numbers), shape);
    const size = task.weights.length;
    let net = { w: tensor(task.weights, size), m: tensor(Array(size).fill(0), size), v: tensor(Array(size).fill(0), size) };
    const line = tensor(task.line.flat(), task.line.length, 2), noise = tensor(task.noise.flat(), task.noise.length, 2);
    const windows = tensor(task.windows.flat(), task.windows.length, task.windows[0].length);
    let step = 0;
    return async () => {
      const settings = tensor([++step, task.rate, task.length], 3);
      const feeds = { ...net, settings, line, noise, windows };
      const { new_w: w, new_m: m, new_v: v, loss } = await session.run(feeds, ["new_w", "new_m", "new_v", "loss"]);
      net = { w, m, v };
      return loss.data[0];
    };
  },
  "tf.layers, wasm": (task) => layers(task, "wasm"),
  "tf.layers, cpu": (task) => layers(task, "cpu"),
};

async function layers(task, backend) {
  if (!globalThis.tf) throw new Error("run `npm ci` in bench/ first");
  tf.wasm.setWasmPaths("./vendor/");
  if (!await tf.setBackend(backend)) throw new Error(`TensorFlow.js has no backend ${backend} here`);
  const { dense, lstm } = tf.layers, { units, length, judgedFrom } = task;
  const recurrent = () => lstm({ units, returnSequences: true, recurrentActivation: "sigmoid" });
  const input = dense({ units, activation: "tanh", inputShape: [length, 3] });
  const model = tf.sequential({ layers: [input, recurrent(), recurrent(), dense({ units: 3 })] });
  const judged = (values) => values.slice([0, judgedFrom, 0], [-1, -1, 2]);
  const loss = (wanted, said) => tf.mean(tf.square(tf.sub(judged(said), judged(wanted))));
  model.compile({ optimizer: tf.train.adam(task.rate, 0.9, 0.999, 1e-8), loss });
  const pieces = (later) => tf.tensor3d(task.windows.map(([at]) =>
    task.line.slice(at + later, at + later + length).map(([dx, dy]) => [dx, dy, 1])));
  const heard = pieces(0), next = pieces(1);
  return async () => {
    await tf.setBackend(backend);
    return model.trainOnBatch(heard, next);
  };
}

const steps = {};

// Makes what steps, and tries it once: null, or why it will not do.
globalThis.makeStep = async (name, task) => {
  try {
    steps[name] = await makers[name](task);
    await steps[name]();
    return null;
  } catch (error) { return String(error); }
};

// Takes some steps: ms of each, and the last one's loss.
globalThis.takeSteps = async (name, count) => {
  const times = [];
  let loss = null;
  for (let k = 0; k < count; k++) {
    const began = performance.now();
    loss = await steps[name]();
    times.push(performance.now() - began);
  }
  return [times, loss];
};

// TensorFlow.js's ways beside those of the site (site/bench-ways.js), for bench/steps.py.
import { CELLS, LAYERS, timed, ways } from "./bench-ways.js";

const makers = {
  ...ways,

  async "TensorFlow.js, layers"(card) { // the original's way
    await wasmBackend();
    const { dense, lstm } = tf.layers;
    const batch = { batchInputShape: [1, 1, 3] };
    const recurrent = (sequences) => lstm({ units: CELLS, stateful: true, returnSequences: sequences, recurrentActivation: "sigmoid" });
    const model = tf.sequential({
      layers: [dense({ units: CELLS, activation: "tanh", ...batch }), recurrent(true), recurrent(false), dense({ units: 3 })],
    });
    model.setWeights(kerasWeights(card).map((values) => tf.tensor(values)));
    return (count) => {
      model.resetStates();
      return timed(count, async (x) => {
        const answer = tf.tidy(() => model.predict(tf.tensor([[x]])));
        const data = await answer.data();
        answer.dispose();
        return x.map((value, at) => value + data[at]);
      });
    };
  },

  async "TensorFlow.js, ops"(card) {
    await wasmBackend();
    const [w, b, ...rest] = kerasWeights(card).map((values) => tf.tensor(values));
    const out = rest.slice(-2);
    const cells = [rest.slice(0, 3), rest.slice(3, 6)];
    let state = null;
    return (count) => {
      state?.forEach((each) => each.dispose());
      state = Array.from({ length: 2 * LAYERS }, () => tf.zeros([1, CELLS]));
      return timed(count, async (x) => {
        const [answer, ...next] = tf.tidy(() => {
          let z = tf.tanh(tf.tensor([x]).matMul(w).add(b));
          const kept = [];
          cells.forEach(([kernel, recurrent, bias], layer) => {
            const sums = z.matMul(kernel).add(state[2 * layer].matMul(recurrent)).add(bias);
            const [i, f, g, o] = tf.split(sums, 4, 1);
            const c = state[2 * layer + 1].mul(tf.sigmoid(f)).add(tf.sigmoid(i).mul(tf.tanh(g)));
            z = tf.sigmoid(o).mul(tf.tanh(c));
            kept.push(z, c);
          });
          return [z.matMul(out[0]).add(out[1]), ...kept];
        });
        const data = await answer.data();
        answer.dispose();
        state.forEach((each) => each.dispose());
        state = next;
        return x.map((value, at) => value + data[at]);
      });
    };
  },
};

async function wasmBackend() {
  if (!globalThis.tf) throw new Error("run `npm ci` in bench/ first");
  tf.wasm.setWasmPaths("./tfjs/");
  if (!await tf.setBackend("wasm")) throw new Error("TensorFlow.js has no backend wasm here");
}

// As tf.layers has them: transposed, gates in the order i, f, g, o, both biases added.
function kerasWeights({ weights }) {
  const turned = (rows) => rows[0].map((_, at) => rows.map((row) => row[at]));
  const layer = (name) => [
    turned(weights[`${name}.weight_ih`]), turned(weights[`${name}.weight_hh`]),
    weights[`${name}.bias_ih`].map((value, at) => value + weights[`${name}.bias_hh`][at]),
  ];
  return [
    turned(weights["input.weight"]), weights["input.bias"], ...layer("layer1"), ...layer("layer2"),
    turned(weights["output.weight"]), weights["output.bias"],
  ];
}

const steps = {};

// Makes what steps, and tries it once: what it said, or why it will not do.
globalThis.makeStep = async (name, card) => {
  try {
    steps[name] = await makers[name](card);
    return (await steps[name](40))[1];
  } catch (error) { return String(error); }
};
globalThis.takeSteps = async (name, count) => (await steps[name](count))[0];

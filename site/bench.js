// bench.html: how fast the page starts and the network steps on this device. The page is watched from outside, in a
// frame, drawn on by a made-up finger, and keeps nothing of it.
import { endWorker, ways } from "./bench-ways.js";

const STARTS = 3;
const TURN_STEPS = 100, WARM_UP_TURNS = 3, TURNS = 10;
const AGREE = 1e-3; // of what two ways say after as many steps
const GIVE_UP_MS = 120_000;
const FINGER_MS = 16, LAP_MS = 3000, RADIUS_PX = 60, MIDDLE_PX = [140, 200]; // slow circles, as bench/startup.py draws
const MARKS = { ink: "curlicue:first-ink", takeover: "curlicue:takeover" };

const button = document.querySelector('[data-control="measure"]');
const said = document.getElementById("bench-said");
const stage = document.getElementById("bench-stage");
const say = (sentence) => { said.textContent = sentence; };
const show = (row, text) => { document.querySelector(`[data-measures="${row}"]`).textContent = text; };
const after = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const middle = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

// One start of the page: ms from when it was asked for to each mark.
async function start() {
  const frame = Object.assign(document.createElement("iframe"), { src: "./#hand=loops", title: "The page, as it starts" });
  stage.replaceChildren(frame);
  const end = performance.now() + GIVE_UP_MS;
  const at = (name) => frame.contentWindow.performance.getEntriesByName(name)[0]?.startTime;
  let began = 0, down = false;
  try {
    while (at(MARKS.takeover) === undefined) {
      if (performance.now() > end) throw new Error("The page did not get so far within two minutes.");
      await after(FINGER_MS);
      const { curlicue, document: page, PointerEvent } = frame.contentWindow;
      const nib = page.getElementById("draw-nib");
      if (!curlicue?.kept || !nib || at("first-contentful-paint") === undefined) continue;
      if (!began) {
        began = performance.now();
        curlicue.trusted = true; // the worker wakes with the first ink, as it does under a reader's finger
        for (const deed of Object.keys(curlicue.kept)) curlicue.kept[deed] = async () => null;
      }
      const since = performance.now() - began;
      const angle = 2 * Math.PI * since / LAP_MS;
      const box = nib.getBoundingClientRect();
      nib.dispatchEvent(new PointerEvent(down ? "pointermove" : "pointerdown", {
        pointerId: 1, pointerType: "touch", isPrimary: true, bubbles: true, cancelable: true, buttons: 1, pressure: 0.5,
        clientX: box.left + MIDDLE_PX[0] + RADIUS_PX * Math.sin(angle), clientY: box.top + MIDDLE_PX[1] - RADIUS_PX * Math.cos(angle),
      }));
      down = true;
    }
    return Object.fromEntries(Object.entries(MARKS).map(([row, name]) => [row, at(name)]));
  } finally {
    stage.replaceChildren();
  }
}

async function measureStarts() {
  const starts = [];
  for (let number = 1; number <= STARTS; number++) {
    say(`The page starts, ${number} of ${STARTS}.`);
    starts.push(await start());
    for (const row of Object.keys(MARKS)) show(row, seconds(middle(starts.map((each) => each[row]))));
  }
}

// All ways by turns, so that a busy moment meets each of them.
async function measureSteps() {
  say("The network is fetched.");
  const card = await (await fetch("./models/loops/model.json")).json();
  const takers = {};
  let first = null;
  for (const [name, make] of Object.entries(ways)) {
    try {
      const take = await make(card);
      const [, answer] = await take(TURN_STEPS);
      first ??= answer;
      if (answer.some((value, at) => Math.abs(value - first[at]) > AGREE)) throw new Error("it says something else");
      takers[name] = { take, turns: [] };
    } catch (error) {
      console.info(`Curlicue cannot measure “${name}”:`, error);
      show(name, "not here");
    }
  }
  for (let turn = 1 - WARM_UP_TURNS; turn <= TURNS; turn++) {
    say(`${TURN_STEPS} steps in each way, ${Math.max(turn, 0)} of ${TURNS}.`);
    for (const [name, { take, turns }] of Object.entries(takers)) {
      const [times] = await take(TURN_STEPS);
      if (turn > 0) turns.push((times.at(-1) - times[0]) / TURN_STEPS);
      if (turn > 0) show(name, `${middle(turns).toFixed(3)} ms`);
    }
  }
  endWorker();
}

button.addEventListener("click", async () => {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await measureStarts();
    await measureSteps();
    say("Done. Measure again, and see how far two runs differ.");
  } catch (error) {
    endWorker();
    say(`${error.message} Try again.`);
  }
  button.setAttribute("aria-disabled", "false");
});
button.hidden = false;

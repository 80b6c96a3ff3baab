// The first second, before any Python: keep every pointer sample, and show the finger's own line.
// A sample is [kind, x, y, t, pressure]: kind 0 down, 1 move, 2 up, 3 up and taken back; CSS px on the surface; seconds
// on the page's clock; 0..1.
(() => {
  const root = document.documentElement;
  const onDisk = location.protocol === "file:"; // where browsers load no modules
  const OVERDUE_MS = 15_000; // without Python for so long, the page says so
  const REST_OF_PALM_S = 5; // fingers are a palm this long after a pen was seen
  const SILENT_S = 2; // a pointer silent for so long gives way to one of another kind
  const AHEAD_S = 0.05; // an event's time that is so far ahead of the page's clock, or so far behind, is another clock's
  const BEHIND_S = 2;
  const TOGETHER_S = 0.1; // events that the browser hands over together are this far apart at most
  const CLOSEST_S = 0.004; // between two samples kept: a network step takes four times as long
  const ASLEEP_S = 0.5; // between two frames with something to draw: the page was hidden, or the machine asleep
  const TAP_S = 0.25; // as curlicue.stroke has it, like the next one
  const TAP_PX = 8;
  const SCROLL_PX = 24; // a finger that the browser takes before it got so far meant to scroll
  const DOT_S = 0.2;
  const batches = []; // [surface, samples]: usually one, two where the finger changed surfaces within a frame
  let newest = null;
  let pointer = null; // {id, type, first (its sample), began and heard (s, the page's clock), steady: its events keep the page's clock} that draws
  let second = null; // {id, place, began}: the other finger of what may be a tap with two
  let touched = false; // some pointer has come down since this script is there
  let pressure = 0.5;
  let penSeen = -Infinity;
  const waiting = []; // for recording(): [resolve, reject]
  let turning = false; // an animation frame is asked for
  let more = false; // whoever draws has more to do
  let lastTurn = 0; // s
  let slept = 0; // s, the page's clock leaves them out
  let reading = null; // the promise of the article's rest
  const keepers = {}; // by surface: takes a sample

  let drawnOn = "draw"; // name of the surface that was touched last

  // A drawing from a larger sheet is shown smaller (curlicue_page/drawings.py): px of the page for one of the drawing.
  const zoom = (name) => (name === "draw" && sheet.parentElement.dataset.zoom) || 1;
  const clock = () => performance.now() / 1000 - slept;

  function turn() {
    turning = false; // before Python runs: should it throw, the next sample starts over
    const asleep = clock() - Math.max(lastTurn, batches.length ? newest[3] : 0) - 1 / 60;
    if (more && !pointer && asleep > ASLEEP_S) slept += asleep; // no burst: the pen goes on where it was
    lastTurn = clock();
    more = false;
    for (const [name, samples] of batches.length ? batches.splice(0) : [[drawnOn, null]]) {
      more = curlicue.frame(lastTurn, samples ? JSON.stringify(samples) : "", name);
    }
    if (more) curlicue.wake();
  }

  Object.assign(curlicue, {
    trusted: false, // a real pointer has touched
    frame: null, // set by the page: one frame of a surface, (now in s, samples as JSON or "", name); true while there is more to come
    ask() {}, // set by the page: somebody wants the recording
    missed() {}, // set by the page: the rest of the article did not come at the first try
    wake() {
      if (turning || !curlicue.frame) return;
      turning = true;
      requestAnimationFrame(turn);
    },
    give(name, kind, x, y) { // of a finger that is no pointer: the arrow keys', or a simulated one
      if (kind === 0) pointer?.end(2);
      drawnOn = name;
      if (name === "draw") document.getElementById("draw-invite").hidden = true;
      keepers[name]([kind, x / zoom(name), y / zoom(name), clock(), 0.5]);
      curlicue.wake();
    },
    caughtUp: () => preview.remove(),
    // The finger's own line again, while its stroke waits for the hand that is to draw it.
    showFinger() {
      preview.width = 0; // wiped, and sized anew
      sheet.parentElement.insertBefore(preview, sheet);
    },
    // The rest of the article, with the figures that live in it: fetched once, when there is ink, or when there is none.
    readOn: () => (reading ??= fetchRest()),
    snapshot: () => ({ version: 1, hand: null, engine: "none", steps: 0, pen: null, finger: null, h: [], c: [],
      gates: { i: [], f: [], g: [], o: [] }, queue: batches.flatMap(([, samples]) => samples).length, dropped: 0 }),
    recording: () => new Promise((...settle) => { waiting.push(settle); curlicue.ask(); }),
    isAwaited: () => waiting.length > 0, // somebody wants the recording, and asked before there was a page to ask
    deliver(text) { for (const [resolve] of waiting.splice(0)) resolve(JSON.parse(text)); },
    refuse(sentence) { for (const [, reject] of waiting.splice(0)) reject(new Error(sentence)); },
    fail(sentence) {
      root.dataset.state = "error";
      document.getElementById("draw-status").hidden = true;
      document.getElementById("notice-text").textContent = sentence;
      document.getElementById("notice").hidden = false;
      document.querySelector('[data-control="retry"]').hidden = onDisk;
      curlicue.refuse(sentence);
      curlicue.readOn();
    },
  });

  async function fetchRest() {
    const text = await curlicue.bring("./rest.html", () => curlicue.missed());
    const styled = addStyles();
    const more = document.getElementById("more");
    for (const part of [...document.createRange().createContextualFragment(text).children]) {
      more.before(part);
      await new Promise((go) => { setTimeout(go); }); // laid out one at a time: all together they would stop the pen
    }
    more.remove();
    curlicue.keepPython?.();
    listenAll();
    styled.then(() => {
      root.dataset.figures = "styled";
      document.getElementById(location.hash.slice(1))?.scrollIntoView(); // a link to what was not there yet
    });
  }
  function addStyles() {
    const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "./article.css" });
    document.head.append(styles);
    return new Promise((there) => {
      styles.onload = there;
      styles.onerror = () => there(curlicue.chance().then(addStyles));
    });
  }

  // The finger's line until the network draws: a canvas of its own, gone as soon as all of it is drawn again.
  const sheet = document.getElementById("draw-nib");
  const preview = sheet.parentElement.insertBefore(document.createElement("canvas"), sheet);
  preview.className = "layer";
  const paint = preview.getContext("2d");
  let nextDot = 0;
  function show([kind, x, y, t], before) {
    if (!preview.isConnected) return;
    const ratio = window.devicePixelRatio;
    const width = Math.round(sheet.clientWidth * ratio);
    if (preview.width !== width) {
      preview.width = width;
      preview.height = Math.round(sheet.clientHeight * ratio);
      paint.scale(ratio * zoom("draw"), ratio * zoom("draw"));
    }
    paint.fillStyle = paint.strokeStyle = getComputedStyle(root).getPropertyValue("--you");
    if (kind === 0) nextDot = t;
    else {
      paint.globalAlpha = 0.28;
      paint.beginPath(); paint.moveTo(before[1], before[2]); paint.lineTo(x, y); paint.stroke();
      paint.globalAlpha = 1;
    }
    if (t >= nextDot) {
      paint.beginPath(); paint.arc(x, y, 1.9, 0, 7); paint.fill();
      nextDot += DOT_S * Math.ceil((t - nextDot + 1e-6) / DOT_S);
    }
  }

  const undo = document.querySelector('[data-control="undo"]');
  const far = (one, other) => Math.hypot(one[1] - other[1], one[2] - other[2]); // between two samples, px

  // Every surface one can draw on: its topmost canvas takes the pointer.
  function listen(name, surface, pad) {
    // When an event was, on the page's clock: its own time if that is the page's clock, else its arrival.
    function timeOf(event, outer) {
      const now = clock();
      const stamp = event.timeStamp / 1000 - slept;
      if (pointer.steady && stamp <= now + AHEAD_S && stamp >= now - BEHIND_S) return stamp;
      const before = (outer.timeStamp - event.timeStamp) / 1000; // of those that came together
      return now - (before > 0 && before < TOGETHER_S ? before : 0);
    }
    function record(kind, event, outer = event) {
      const box = surface.getBoundingClientRect();
      if (event.pointerType === "pen" && kind < 2) pressure = event.pressure;
      const [x, y] = [event.clientX - box.left, event.clientY - box.top].map((px) => px / zoom(name));
      keep([kind, x, y, timeOf(event, outer), pressure]);
    }
    function keep(sample) {
      if (batches.at(-1)?.[0] !== name) batches.push([name, []]);
      const samples = batches.at(-1)[1];
      const [before, last] = samples.slice(-2);
      // A mouse of 8,000 Hz: of samples closer than needed the newer one stays.
      if (last && sample[0] === 1 && last[0] === 1 && sample[3] - before[3] < CLOSEST_S) samples.pop();
      samples.push(sample);
      if (surface === sheet) show(sample, newest);
      newest = sample;
    }
    keepers[name] = keep;

    // One pointer draws at a time. It owns the sheet until it ends, or until one comes that shows it has ended: the
    // same one or another first one of its kind, or one of another kind after a silence. A pen takes it from a palm.
    function yields(event) {
      if (pointer === null) return true;
      const palm = event.pointerType === "pen" && pointer.type === "touch";
      const lost = event.pointerId === pointer.id || (event.isPrimary &&
        (event.pointerType === pointer.type || clock() - pointer.heard > SILENT_S));
      if (palm || lost) pointer.end(palm ? 3 : 2);
      return palm || lost;
    }
    function begin(event) {
      if (event.pointerType === "pen") penSeen = clock();
      const palm = event.pointerType === "touch" && clock() - penSeen < REST_OF_PALM_S;
      if (surface === sheet && pointer?.type === "touch" && !event.isPrimary && clock() - pointer.began < TAP_S) {
        pointer.end(3);
        second = { id: event.pointerId, place: [0, event.clientX, event.clientY], began: clock() };
        return;
      }
      const asleep = !pad && surface !== sheet && !["ort-wasm", "python"].includes(root.dataset.engine);
      if (event.button > 0 || palm || asleep || !yields(event)) return;
      event.preventDefault();
      const skew = clock() - (event.timeStamp / 1000 - slept);
      const steady = event.timeStamp > 0 && skew > -AHEAD_S && skew < BEHIND_S;
      pointer = { id: event.pointerId, type: event.pointerType, began: clock(), heard: clock(), steady, end };
      drawnOn = name;
      pressure = 0.5;
      try { surface.setPointerCapture(pointer.id); } catch { /* a pointer made by a script cannot be captured */ }
      if (surface === sheet) document.getElementById("draw-invite").hidden = true;
      curlicue.trusted ||= event.isTrusted;
      record(0, event);
      pointer.first = newest;
      curlicue.wake();
    }
    // Ends the stroke where it is: a cancel has no place of its own.
    function end(kind) {
      pointer = null;
      keep([kind, newest[1], newest[2], clock(), newest[4]]);
    }
    surface.addEventListener("pointerdown", begin);
    surface.addEventListener("pointermove", (event) => {
      // It came down before this script was there; somebody who selects text did not come down here.
      if (!touched && event.buttons === 1 && getSelection()?.type !== "Range") { touched = true; return begin(event); }
      if (event.pointerId !== pointer?.id) return;
      if (event.pointerType === "pen") penSeen = clock();
      pointer.heard = clock();
      const coalesced = curlicue.call(event, "getCoalescedEvents");
      for (const each of coalesced?.length ? coalesced : [event]) record(1, each, event);
    });
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      surface.addEventListener(type, (event) => {
        if (event.pointerId === second?.id) {
          const near = far([0, event.clientX, event.clientY], second.place) < TAP_PX;
          if (type === "pointerup" && clock() - second.began < TAP_S && near) undo.click();
          second = null;
        }
        if (event.pointerId !== pointer?.id) return;
        if (type !== "pointerup") return end(type === "pointercancel" && far(newest, pointer.first) < SCROLL_PX ? 3 : 2);
        record(2, event);
        pointer = null;
      });
    }
    surface.addEventListener("contextmenu", (event) => event.preventDefault());
  }
  const listening = new Set();
  function listenAll() {
    for (const element of document.querySelectorAll("[data-surface], [data-pad]")) {
      if (listening.has(element)) continue;
      listening.add(element);
      const { surface, pad } = element.dataset; // on a pad no pen draws
      listen(surface ?? pad, element.querySelector('[data-role="touch"], [data-role="pad"]'), pad);
    }
  }
  listenAll();
  addEventListener("pointerdown", () => { touched = true; }, true);

  // Dots turn to ink as the files arrive.
  const files = document.querySelectorAll('link[rel="preload"], link[rel="modulepreload"]').length;
  const progress = document.getElementById("draw-progress");
  let arrived = 0;
  const arrivals = curlicue.make("PerformanceObserver", (list) => {
    arrived += list.getEntries().length;
    progress.style.strokeDasharray = `${Math.min(100, (100 * arrived) / files)} 200`;
  });
  curlicue.call(arrivals, "observe", { type: "resource", buffered: true });

  // What can go wrong before Python is there to say so. Style sheets and fonts are not the network.
  const missing = "The network did not arrive. You can draw; the line stays yours until it does.";
  const overdue = "The network has not come yet. On a slow line it may still be on its way. You can draw; the line stays yours until it does.";
  const loading = () => root.dataset.state === "loading";
  addEventListener("error", ({ target }) => {
    if (loading() && (target === window || target.tagName === "SCRIPT")) curlicue.fail(missing);
  }, true);
  addEventListener("mpy:done", () => loading() && curlicue.fail(missing), true); // Python ran, and gave up
  addEventListener("unhandledrejection", () => loading() && curlicue.fail(missing));
  document.querySelector('[data-control="retry"]').addEventListener("click", () => location.reload());
  setTimeout(() => loading() && curlicue.fail(overdue), OVERDUE_MS);
  if (onDisk) {
    curlicue.fail("This page needs a web server. Run python3 -m http.server in its folder, then open http://localhost:8000");
  } else if (typeof WebAssembly === "undefined") {
    curlicue.fail("The network cannot wake here: WebAssembly is off. You can draw and read; the line stays yours. " +
      "To let it draw, allow WebAssembly for this page in the browser's settings, then try again.");
  }
})();

// The first second, before any Python: keep every pointer sample, and show the finger's own line.
// A sample is [kind, x, y, t, pressure]: kind 0 down, 1 move, 2 up; CSS px on the surface; seconds; 0..1.
(() => {
  const root = document.documentElement;
  const REST_OF_PALM_S = 5; // fingers are a palm this long after a pen was seen
  const DOT_S = 0.2;
  const batches = []; // [surface, samples]: usually one, two where the finger changed surfaces within a frame
  let newest = null;
  let pointer = null; // id of the one that draws
  let pressure = 0.5;
  let penSeen = -Infinity;
  const waiting = []; // for recording()
  let turning = false; // an animation frame is asked for
  let reading = null; // the promise of the article's rest
  const keepers = {}; // by surface: takes a sample

  let drawnOn = "draw"; // name of the surface that was touched last

  function turn(now) {
    turning = false; // before Python runs: should it throw, the next sample starts over
    let more = false;
    for (const [name, samples] of batches.length ? batches.splice(0) : [[drawnOn, null]]) {
      more = curlicue.frame(now / 1000, samples ? JSON.stringify(samples) : "", name);
    }
    if (more) curlicue.wake();
  }

  const curlicue = (window.curlicue = {
    // What a browser may lack, refuse or throw at, for Python: null instead (see curlicue_page/browser.py).
    read(on, name) { try { return on[name] ?? null; } catch { return null; } },
    call(on, name, ...given) {
      try { const answer = on[name](...given); return answer === undefined ? true : answer; } catch { return null; }
    },
    make(name, ...given) { try { return new window[name](...given); } catch { return null; } },
    trusted: false, // a real pointer has touched
    frame: null, // set by the page: one frame of a surface, (now in s, samples as JSON or "", name); true while there is more to come
    ask() {}, // set by the page: somebody wants the recording
    wake() {
      if (turning || !curlicue.frame) return;
      turning = true;
      requestAnimationFrame(turn);
    },
    give(name, ...sample) { // of a finger that is no pointer: the arrow keys', or a simulated one
      if (sample[0] === 0) pointer = null;
      drawnOn = name;
      if (name === "draw") document.getElementById("draw-invite").hidden = true;
      keepers[name](sample);
      curlicue.wake();
    },
    caughtUp: () => preview.remove(),
    // The rest of the article, with the figures that live in it: fetched once, when there is ink, or when there is none.
    readOn: () => (reading ??= fetchRest()),
    snapshot: () => ({ version: 1, hand: null, engine: "none", steps: 0, pen: null, finger: null, h: [], c: [],
      gates: { i: [], f: [], g: [], o: [] }, queue: batches.flatMap(([, samples]) => samples).length, dropped: 0 }),
    recording: () => new Promise((resolve) => { waiting.push(resolve); curlicue.ask(); }),
    isAwaited: () => waiting.length > 0, // somebody wants the recording, and asked before there was a page to ask
    deliver(text) { for (const resolve of waiting.splice(0)) resolve(JSON.parse(text)); },
    fail(sentence) {
      root.dataset.state = "error";
      document.getElementById("draw-status").hidden = true;
      document.getElementById("notice-text").textContent = sentence;
      document.getElementById("notice").hidden = false;
      document.querySelector('[data-control="retry"]').hidden = false;
      curlicue.readOn();
    },
  });

  async function fetchRest() {
    const answer = await fetch("./rest.html");
    if (!answer.ok) throw new Error(answer.status);
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "./article.css" });
    sheet.onload = () => {
      root.dataset.figures = "styled";
      document.getElementById(location.hash.slice(1))?.scrollIntoView(); // a link to what was not there yet
    };
    document.head.append(sheet);
    document.getElementById("more").replaceWith(document.createRange().createContextualFragment(await answer.text()));
    listenAll();
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
      paint.scale(ratio, ratio);
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

  // Every surface one can draw on: its topmost canvas takes the pointer.
  function listen(name, surface) {
    function record(kind, event) {
      const box = surface.getBoundingClientRect();
      if (event.pointerType === "pen" && kind !== 2) pressure = event.pressure;
      keep([kind, event.clientX - box.left, event.clientY - box.top, event.timeStamp / 1000, pressure]);
    }
    function keep(sample) {
      if (batches.at(-1)?.[0] !== name) batches.push([name, []]);
      batches.at(-1)[1].push(sample);
      if (surface === sheet) show(sample, newest);
      newest = sample;
    }
    keepers[name] = keep;

    function begin(event) {
      if (event.pointerType === "pen") penSeen = event.timeStamp / 1000;
      const palm = event.pointerType === "touch" && event.timeStamp / 1000 - penSeen < REST_OF_PALM_S;
      const asleep = surface !== sheet && !["ort-wasm", "python"].includes(root.dataset.engine);
      if (pointer !== null || event.button > 0 || palm || asleep) return;
      event.preventDefault();
      pointer = event.pointerId;
      drawnOn = name;
      pressure = 0.5;
      try { surface.setPointerCapture(pointer); } catch { /* a pointer made by a script cannot be captured */ }
      if (surface === sheet) document.getElementById("draw-invite").hidden = true;
      curlicue.trusted ||= event.isTrusted;
      record(0, event);
      curlicue.wake();
    }
    surface.addEventListener("pointerdown", begin);
    surface.addEventListener("pointermove", (event) => {
      if (newest === null && event.buttons === 1) return begin(event); // it came down before this script was there
      if (event.pointerId !== pointer) return;
      if (event.pointerType === "pen") penSeen = event.timeStamp / 1000;
      const coalesced = event.getCoalescedEvents?.() ?? [];
      for (const each of coalesced.length ? coalesced : [event]) record(1, each);
    });
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      surface.addEventListener(type, (event) => {
        if (event.pointerId !== pointer) return;
        pointer = null;
        if (type === "pointerup") record(2, event);
        else keep([2, newest[1], newest[2], event.timeStamp / 1000, newest[4]]); // a cancel has no place of its own
      });
    }
    surface.addEventListener("contextmenu", (event) => event.preventDefault());
  }
  const listening = new Set();
  function listenAll() {
    for (const element of document.querySelectorAll("[data-surface]")) {
      if (listening.has(element)) continue;
      listening.add(element);
      listen(element.dataset.surface, element.querySelector('[data-role="touch"]'));
    }
  }
  listenAll();

  // Dots turn to ink as the files arrive.
  const files = document.querySelectorAll('link[rel="preload"], link[rel="modulepreload"]').length;
  const progress = document.getElementById("draw-progress");
  let arrived = 0;
  new PerformanceObserver((list) => {
    arrived += list.getEntries().length;
    progress.style.strokeDasharray = `${Math.min(100, (100 * arrived) / files)} 200`;
  }).observe({ type: "resource", buffered: true });

  // What can go wrong before Python is there to say so.
  const missing = "The network did not arrive. You can draw; the line stays yours until it does.";
  const loading = () => root.dataset.state === "loading";
  addEventListener("error", (event) => loading() && event.target?.tagName !== "IMG" && curlicue.fail(missing), true);
  addEventListener("mpy:done", () => loading() && curlicue.fail(missing), true); // Python ran, and gave up
  addEventListener("unhandledrejection", () => loading() && curlicue.fail(missing));
  document.querySelector('[data-control="retry"]').addEventListener("click", () => location.reload());
  if (typeof WebAssembly === "undefined") {
    curlicue.fail("The network cannot wake here: WebAssembly is off. You can draw and read; the line stays yours. " +
      "To let it draw, allow WebAssembly for this page in the browser's settings, then try again.");
  }
})();

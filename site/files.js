// A file of the site as text, however long the line takes. What a hotel's sign-in or half a download sends instead is
// not taken for it. After a failure it is asked for again: after a while, when the line is back, when the page is seen
// again, and at the reader's next tap.
(() => {
  const LONGEST_MS = 20_000; // an answer that takes longer never ends
  const SOONEST_MS = 2_000; // between two tries
  const TIMED_TRIES = 5; // each after twice the time of the one before; from then on something has to happen
  const ENDS = { json: ["{", "}"], html: ["<section", "</section>"], txt: ["\x1e", "\x1e"] }; // how a file of ours begins and ends
  const CHANCES = [[window, "online"], [window, "pageshow"], [document, "visibilitychange"], [document, "pointerdown"]];
  const after = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

  // Settles when something has happened after which a try is worth it; not before a while, and at the latest after ms.
  curlicue.chance = async (ms = Infinity) => {
    const stop = new AbortController();
    const happens = CHANCES.map(([target, type]) =>
      new Promise((resolve) => { target.addEventListener(type, resolve, { signal: stop.signal, capture: true }); }));
    if (ms < Infinity) happens.push(after(ms));
    await Promise.all([after(SOONEST_MS), Promise.race(happens)]);
    stop.abort();
  };

  async function ask(path) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST_MS);
    try {
      const answer = await fetch(path, { signal: stop.signal });
      const text = (await answer.text()).trim();
      const [begins, ends] = ENDS[path.split(".").pop()];
      return answer.ok && text.startsWith(begins) && text.endsWith(ends) ? text : null;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  // missed() is called when the first try has failed.
  curlicue.bring = async (path, missed) => {
    for (let tries = 0; ; tries++) {
      const text = await ask(path);
      if (text !== null) return text;
      if (tries === 0) missed?.();
      await curlicue.chance(tries < TIMED_TRIES ? SOONEST_MS * 2 ** tries : Infinity);
    }
  };

  // A worker, by the module that its Python starts with. It may begin before there is somebody to hear it, so that its
  // files come meanwhile: what it says until then is kept. Null where there are none.
  const begun = {};
  curlicue.begin = (name) => {
    const said = [];
    const file = location.search.includes("full") ? "./worker.js?full" : "./worker.js";
    const worker = window.OffscreenCanvas ? curlicue.make("Worker", file, { type: "module", name }) : null;
    if (worker) worker.onmessage = worker.onerror = (event) => said.push(event);
    return (begun[name] = { worker, said });
  };
  curlicue.worker = (name, hear, broke) => {
    const { worker, said } = begun[name] ?? curlicue.begin(name);
    delete begun[name];
    if (worker) Object.assign(worker, { onmessage: hear, onerror: broke });
    queueMicrotask(() => { for (const event of said) (event.type === "message" ? hear : broke)(event); });
    return worker;
  };

  addEventListener("pageshow", ({ persisted }) => { // what one waited for when the page was left does not come any more
    if (persisted) for (const name in begun) { begun[name].worker?.terminate(); delete begun[name]; }
  });

  for (const way of ["share", "copy"]) {
    curlicue[way] = (text) => import("./share.js").then((ways) => ways[way](text)).catch(() => null);
  }

  curlicue.paths = (text, most) => import("./paths.js").then(({ paths }) => paths(text, most)).catch(() => null);

  // What stays on this device: kept.js, which comes when it is first asked. Null where it does not come, or is refused.
  curlicue.kept = {};
  for (const deed of ["get", "set", "del", "all", "clear", "read", "offline"]) {
    curlicue.kept[deed] = (...given) => import("./kept.js").then((kept) => kept[deed](...given)).catch(() => null);
  }
})();

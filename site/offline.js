// The page's side of the service worker (sw.js): has it make a copy of the site, hears of newer ones, takes both away.
// Nothing here throws, and where a browser has no service workers, or refuses them, nothing happens. kept.js fetches
// this file when the page asks, which is long after the first ink.
const VERSION = "{{version}}"; // of this page
const SCOPE = new URL("./", import.meta.url).href;
const LOOK_MS = 3_600_000; // a page that is seen again asks for a newer version after so long

function container() {
  try { return navigator.serviceWorker; } catch { return undefined; }
}

// What of the browser's belongs to this site: a host may have others above and beside it.
async function registered() {
  const found = await container()?.getRegistration(SCOPE);
  return found?.scope === SCOPE ? found : undefined;
}

// Takes away the copy and the worker. True when nothing of them is left.
export async function forget() {
  try {
    const found = await registered();
    const workers = [found?.installing, found?.waiting, found?.active];
    for (const worker of workers) worker?.postMessage({ leave: true }); // one that is just copying stops and cleans up itself
    await found?.unregister();
  } catch { /* there is none, or it is refused */ }
  try {
    const names = (await caches.keys()).filter((name) => name.startsWith(`curlicue ${SCOPE} `));
    await Promise.all(names.map((name) => caches.delete(name)));
    return true;
  } catch {
    return !globalThis.caches; // nothing can be there
  }
}

// Has the site copied, with what is large or without. told is called with "kept" when all of that is here, and with
// "new" when another version is.
export async function offline(whole, told) {
  try {
    if (new URLSearchParams(location.search).has("nosw")) { await forget(); return; }
    // In a frame it would be another copy for each site that shows this page.
    if (!container() || !globalThis.caches || window.top !== window) return;
    addManifest();
    const registration = await container().register(`${SCOPE}sw.js`, { scope: SCOPE, updateViaCache: "none" });
    await watch(registration, whole, told);
  } catch { /* refused: private windows, blocked site data, an address that is not secure */ }
}

// A browser looks for it when it is to put the page on a home screen; before the first ink it would be in the way.
function addManifest() {
  if (document.querySelector('link[rel="manifest"]')) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: "./manifest.webmanifest" }));
}

let watched = false;
async function watch(registration, whole, told) {
  const { installing, waiting, active } = registration;
  const looked = [look(active, false), look(waiting, true), look(installing, true)];
  if (watched) return;
  watched = true;
  let last = performance.now();
  registration.addEventListener("updatefound", () => look(registration.installing, true));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || performance.now() - last < LOOK_MS) return;
    last = performance.now();
    registration.update().catch(() => null);
  });
  await Promise.all(looked);

  // Has a worker of this page's version copy all of it. One that comes while the page is there may be of a newer one.
  async function look(worker, comes) {
    try {
      if (!worker || !await installed(worker)) return;
      const { version } = await ask(worker, {});
      if (version !== VERSION) {
        if (comes) told("new");
        return;
      }
      const copy = await ask(worker, { fill: true, whole });
      registration.active?.postMessage({ page: VERSION }); // who may be an older one, and is to answer from this copy
      if (copy.kept && (copy.whole || !whole)) told("kept");
    } catch { /* it is gone already */ }
  }
}

// Whether a worker gets so far that it has a copy.
function installed(worker) {
  return new Promise((settle) => {
    const see = () => {
      if (worker.state === "redundant") settle(false);
      else if (worker.state !== "installing") settle(true);
    };
    worker.addEventListener("statechange", see);
    see();
  });
}

function ask(worker, question) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((answer) => {
    port1.onmessage = ({ data }) => answer(data);
    worker.postMessage(question, [port2]);
  });
}

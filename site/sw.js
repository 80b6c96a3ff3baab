// The service worker: a copy of the site on this device, for visits without a network and for quick ones.
//
// A copy is one cache, named after its version, which is a digest of all files (builder/offline.py). Each file in it
// was held against its own digest before it was kept. A copy with a record is complete; no other one is ever chosen.
//
// Html comes from the network if that answers in time, and its digest says of which version it is. From then on that
// page gets its files from the copy of this version, or from the network where there is none, and never from another
// version's copy: so no page is made of two versions, whatever was deployed or taken back meanwhile.
//
// A new version is copied beside the old one, and is the next page's. This script's own successor waits, as browsers
// have it, until the last page that this one answers is closed.
const VERSION = "{{version}}";
const SMALL = {{small}}; // {path: first digits of its SHA-256}: what the page needs to draw
const LARGE = {{large}}; // and what its worker needs
const SCOPE = registration.scope; // ends in a slash; this script touches nothing outside it
const PREFIX = `curlicue ${SCOPE} `; // other sites may have the same origin, even other copies of this one
const NAME = PREFIX + VERSION;
const PAGES = `${PREFIX}pages`; // the cache of which page is of which version
const RECORD = `${SCOPE}sw-record.json`; // addresses inside caches, where no file has them
const NOTES = `${SCOPE}sw-pages.json`;
const HTML_MS = 1500; // patience with the network for html; then the copy's is shown
const INDEX = "index.html"; // what a host sends for the scope's own address
const NOBODYS = ["Content-Encoding", "Content-Length", "Vary"]; // headers of a transfer, not of what was transferred

const address = (path) => SCOPE + path;
const after = (ms) => new Promise((resolve) => { setTimeout(resolve, ms, null); });
const json = (value) => new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });

// What stands in a cache that need not be there: undefined then, as where the browser refuses or has lost it.
async function found(name, at) {
  try { return await caches.match(at, { cacheName: name, ignoreVary: true }); } catch { return undefined; }
}

async function digest(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// An answer of whose body we have the bytes, as one that can be kept and given to a page.
function answerOf({ status, headers }, body) {
  const kept = new Headers(headers);
  for (const name of NOBODYS) kept.delete(name);
  return new Response(body, { status, headers: kept });
}

// Copies

// The complete ones, the latest first: [{version, at (ms since 1970: made, or last found to be the site's), whole (with
// what is large), files}].
async function copies() {
  try {
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PAGES);
    const records = await Promise.all(names.map(async (name) => (await found(name, RECORD))?.json()));
    return records.filter(Boolean).sort((one, other) => other.at - one.at);
  } catch {
    return [];
  }
}

// A file as it was built: from an older copy, from what the browser has just fetched, or anew.
async function bring(path, hash, older) {
  for (const copy of older) {
    const kept = copy.files[path] === hash && await found(PREFIX + copy.version, address(path));
    if (kept) return kept;
  }
  for (const cache of ["force-cache", "reload"]) { // what lies in the browser's own cache may be another version's
    const answer = await fetch(address(path === INDEX ? "" : path), { cache });
    const body = await answer.arrayBuffer();
    if (answer.ok && await digest(body) === hash) return answerOf(answer, body);
  }
  throw new Error(`${path} is not as it was built`);
}

// Copies what is not copied yet, one file after the other: two would need twice the memory.
async function fill(files, older) {
  const cache = await caches.open(NAME);
  const there = new Set((await cache.keys()).map((request) => request.url));
  for (const [path, hash] of Object.entries(files)) {
    if (left) throw new Error("the copy is to be taken away");
    if (!there.has(address(path))) await cache.put(address(path), await bring(path, hash, older));
  }
}

const record = async (copy) => (await caches.open(PREFIX + copy.version)).put(RECORD, json(copy));
const recordMine = (whole, at) => record({ version: VERSION, at, whole, files: { ...SMALL, ...LARGE } });

let left = false; // the copies are to go, and nothing is answered from them
let filling = Promise.resolve(); // what copies at present: one at a time
const inTurn = (copying) => (filling = filling.catch(() => null).then(copying));

async function install() {
  const before = await copies();
  const mine = before.find((copy) => copy.version === VERSION);
  const older = before.filter((copy) => copy !== mine);
  // Half a copy is made anew: WebKit takes away what a worker has kept that did not come to its end. The browser still
  // has its files, so that costs no bytes.
  if (!mine) await caches.delete(NAME);
  try {
    await fill(SMALL, older);
    // Who had all of the old version without a network has all of the new one, before it is anybody's.
    const whole = (mine?.whole || older.some((copy) => copy.whole)) && !navigator.connection?.saveData;
    if (whole) await fill(LARGE, older);
    await recordMine(Boolean(whole), Date.now());
  } catch (error) { // a full disk is to have back what is of no use
    if (!mine) await caches.delete(NAME);
    throw error;
  }
  await clean(await copies());
}

// Takes away copies between the newest one and the one that this scope's pages are answered from by default.
async function clean(all) {
  const { active, pages } = await notes();
  const used = new Set([VERSION, active, ...Object.values(pages)]);
  await Promise.all(all.filter(({ version }) => !used.has(version)).map(({ version }) => caches.delete(PREFIX + version)));
}

// No page is open that an older worker has answered: nobody needs the other copies any more, half ones included.
async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(names.map((name) => caches.delete(name)));
  await write({ active: VERSION, pages: {} });
}

// Mends the copy, and adds what is large where that is wanted.
async function complete(whole) {
  const all = await copies();
  const mine = all.find((copy) => copy.version === VERSION);
  const older = all.filter((copy) => copy !== mine);
  await fill(SMALL, older);
  if (whole) await fill(LARGE, older);
  await recordMine(Boolean(whole || mine?.whole), mine?.at ?? Date.now());
}

// Takes the copies away, and this worker with them; and a newer one, which may be copying just now.
async function leave() {
  if (left) return;
  left = true;
  await registration.unregister(); // from here on no newer one is looked for
  for (const newer of [registration.installing, registration.waiting]) newer?.postMessage({ leave: true });
  await filling.catch(() => null);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
}

// Which page is of which version: noted is only who is not of this one, by client id; null is of none that is here.
// A worker may be ended at any time, so it is written down.

const notes = async () => (await (await found(PAGES, NOTES))?.json()) ?? { active: null, pages: {} };
const write = async (value) => (await caches.open(PAGES)).put(NOTES, json(value));
let pages = null; // the promise of them, once they have been asked for
const others = () => (pages ??= notes().then((known) => known.pages, () => ({})));

async function note(id, version) {
  const known = await others();
  if (!id || left || (version === VERSION ? !(id in known) : known[id] === version)) return;
  if (version === VERSION) delete known[id];
  else known[id] = version;
  const open = new Set((await clients.matchAll({ type: "all", includeUncontrolled: true })).map((client) => client.id));
  for (const each of Object.keys(known)) if (each !== id && !open.has(each)) delete known[each];
  await write({ active: VERSION, pages: known }).catch(() => null);
}

async function versionOf(id) {
  const known = await others();
  return id in known ? known[id] : VERSION;
}

// Answers

async function html(path) {
  const answer = await fetch(address(path), { cache: "no-cache", redirect: "manual" });
  if (answer.type === "opaqueredirect" || !answer.ok) return { answer };
  const body = await answer.arrayBuffer();
  return { answer: answerOf(answer, body), hash: await digest(body) };
}

async function page(event, { pathname, searchParams }) {
  const { request, resultingClientId } = event;
  const path = pathname.slice(new URL(SCOPE).pathname.length);
  const name = path || INDEX;
  if (left || searchParams.has("nosw")) {
    await note(resultingClientId, null);
    return fetch(request);
  }
  let having = (await copies()).filter((copy) => name in copy.files);
  if (!resultingClientId) having = having.filter((copy) => copy.version === VERSION); // one that cannot be noted
  if (!having.length) {
    await note(resultingClientId, null);
    return fetch(request);
  }
  const coming = html(path);
  const came = await Promise.race([coming.catch(() => null), after(HTML_MS)]);
  if (came && (came.answer.type === "opaqueredirect" || (came.answer.status >= 400 && came.answer.status < 500))) {
    return came.answer; // a network's sign-in, or a page that is gone
  }
  const same = came?.hash && having.find((copy) => copy.files[name] === came.hash);
  if (same && same !== having[0]) { // the site went back to it: without a network it comes first now
    event.waitUntil(record({ ...same, at: Date.now() }).catch(() => null));
  }
  if (same || (came?.hash && resultingClientId)) {
    await note(resultingClientId, same ? same.version : null);
    return came.answer;
  }
  for (const copy of having) {
    const kept = await found(PREFIX + copy.version, address(name));
    if (!kept) continue;
    await note(resultingClientId, copy.version);
    return kept;
  }
  await note(resultingClientId, null);
  return (await coming).answer;
}

async function part({ request, clientId, resultingClientId }, { pathname }) {
  if (left) return fetch(request);
  const version = await versionOf(clientId);
  if (resultingClientId) await note(resultingClientId, version); // a worker is of its page's version
  const path = pathname.slice(new URL(SCOPE).pathname.length);
  // The browser's own cache may hold another version's file, a while after a new one was deployed.
  if (version === null) return fetch(request, { cache: "no-cache" });
  return (await found(PREFIX + version, address(path || INDEX))) ?? fetch(request);
}

// What pages say: that all is to go; that they want a copy, with what is large or without; of which version they are,
// once there is a copy of it. Who asks is told {version, kept, whole}.
async function hear({ data, source, ports }) {
  if (data.leave) return leave();
  if (data.page) await note(source.id, data.page);
  if (data.fill) {
    left = false; // after all: this worker was to go, and is wanted again
    await inTurn(() => complete(data.whole)).catch(() => null);
  }
  const mine = (await copies()).find((copy) => copy.version === VERSION);
  ports[0]?.postMessage({ version: VERSION, kept: Boolean(mine), whole: Boolean(mine?.whole) });
}

addEventListener("install", (event) => event.waitUntil(inTurn(install)));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(hear(event)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(SCOPE) || request.headers.has("Range")) return;
  const navigates = request.mode === "navigate";
  if (navigates && url.searchParams.has("nosw")) event.waitUntil(leave());
  event.respondWith((navigates ? page : part)(event, url).catch(() => fetch(request)));
});

// What stays on this device when the page is left: strings by key, in IndexedDB. files.js fetches this file when it is
// first asked for. Nothing here throws: what is missing, refused, full, broken or never answers is null.
import { clear as empty, createStore, del as remove, entries, get as find, set as put } from "./vendor/idb-keyval/index.js";

const LONGEST_MS = 15000; // some private windows leave a request without an answer, and a busy phone takes seconds
const store = createStore("curlicue", "kept");

async function tried(deed) {
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, LONGEST_MS, null); });
  try { return await Promise.race([deed(), late]); } catch { return null; } finally { clearTimeout(timer); }
}

export const get = (key) => tried(async () => {
  const value = await find(key, store);
  return typeof value === "string" ? value : null;
});
export const set = (key, value) => tried(async () => { await put(key, value, store); return true; });
export const del = (key) => tried(async () => { await remove(key, store); return true; });

// All of it, and the copy of the site (offline.js).
export const clear = async () => {
  const copy = tried(async () => (await import("./offline.js")).forget());
  const gone = await tried(async () => { await empty(store); return true; });
  return (await copy) && gone;
};

// Has the site copied for visits without a network, see offline.js.
export const offline = async (whole, told) => (await import("./offline.js")).offline(whole, told);

// JSON: [[key, value], ...] of all keys that begin so.
export const all = (begins) => tried(async () => JSON.stringify((await entries(store)).filter((pair) =>
  pair.every((part) => typeof part === "string") && pair[0].startsWith(begins))));

// The text of a file that the reader gives, of so many bytes at most.
export const read = (file, most) => tried(() => file.slice(0, most).text());

// What stays on this device when the page is left: strings by key, in IndexedDB. files.js fetches this file when it is
// first asked for. Nothing here throws: what is missing, refused, full, broken or never answers is null.
import { clear as empty, createStore, delMany, entries, get as find, setMany } from "./vendor/idb-keyval/index.js";

// Some private windows leave a request without an answer, and a busy phone takes seconds. To look twice does no harm; to
// write twice could undo what was written between.
const WRITE_MS = [15000];
const LOOK_MS = [4000, 6000, 10000];
const [BROKEN, LATE] = [{}, {}];
const connect = () => createStore("curlicue", "kept");
let store = connect();

// What a deed answers: the first time, or done again on another connection where one broke or, as Safari's do, fell
// silent. Null where none helps.
async function tried(deed, [most, ...more] = WRITE_MS, again = true) {
  const mine = store;
  const asked = (async () => deed(mine))();
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, most, LATE); });
  const answer = await Promise.race([asked.catch(() => BROKEN), late]);
  clearTimeout(timer);
  if (answer !== BROKEN && answer !== LATE) return answer;
  if (store === mine) store = connect();
  if (answer === BROKEN) return again ? tried(deed, [most, ...more], false) : null;
  return more.length ? Promise.any([asked, tried(deed, more, again)]) : null;
}

export const get = (key) => tried(async (from) => {
  const value = await find(key, from);
  return typeof value === "string" ? value : null;
}, LOOK_MS);

// Of several keys, each followed by its value, all or none.
export const set = (...given) => tried(async (to) => {
  await setMany(given.flatMap((key, k) => (k % 2 ? [] : [[key, given[k + 1]]])), to);
  return true;
});
export const del = (...keys) => tried(async (from) => { await delMany(keys, from); return true; });

// All of it, and the copy of the site (offline.js).
export const clear = async () => {
  const copy = tried(async () => (await import("./offline.js")).forget());
  const gone = await tried(async (from) => { await empty(from); return true; });
  return (await copy) && gone;
};

// Has the site copied for visits without a network, see offline.js.
export const offline = async (whole, told) => (await import("./offline.js")).offline(whole, told);

// JSON: [[key, value], ...] of all keys that begin so.
export const all = (begins) => tried(async (from) => JSON.stringify((await entries(from)).filter((pair) =>
  pair.every((part) => typeof part === "string") && pair[0].startsWith(begins))), LOOK_MS);

// The text of a file that the reader gives, of so many bytes at most.
export const read = (file, most) => tried(() => file.slice(0, most).text());

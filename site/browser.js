// What a browser may lack, refuse or throw at. In MicroPython JavaScript's undefined is true, and an exception of a
// getter, a call or a constructor passes through its except: so Python asks here, and gets null (curlicue_page/browser.py).
// builder/scripts.py joins this file, files.js and first.js into one.
window.curlicue = {
  read(on, name) { try { return on[name] ?? null; } catch { return null; } },
  call(on, name, ...given) {
    try { const answer = on[name](...given); return answer === undefined ? true : answer; } catch { return null; }
  },
  make(name, ...given) { try { return new window[name](...given); } catch { return null; } },
};

// PyScript touches these three as it starts, for things that this page does not use. Where the browser has none, or
// refuses them (site data blocked, a sandboxed frame), it gets one that does nothing. A database does nothing for it in
// any case: in a frame of somebody else's page it is refused a moment later, which PyScript does not catch.
(() => {
  const { read, call, make } = window.curlicue;
  const stand = (name, value) => Object.defineProperty(window, name, { value, configurable: true });
  const channel = make("BroadcastChannel", "curlicue");
  if (!call(channel, "close")) stand("BroadcastChannel", class { postMessage() {} close() {} });
  if (!read(window, "Worker")) stand("Worker", class { constructor() { throw new Error("no workers here"); } });
  const bases = read(window, "indexedDB");
  stand("indexedDB", { open: (name) => (name === "curlicue" && call(bases, "open", name)) || {} });
})();

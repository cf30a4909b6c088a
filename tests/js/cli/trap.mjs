/**
 * Loaded before the command: whoever is named "stays.away" is never answered about, and three seconds after such a request the core traps, as by a
 * fault of its own.
 */

const { fetch } = globalThis;
let traps = false;

globalThis.fetch = (url, init) => {
  if (!String(init?.body).includes("stays.away")) return fetch(url, init);
  setTimeout(() => {
    traps = true;
  }, 3000);
  return new Promise((_, reject) => setTimeout(reject, 4000, new TypeError("nobody")));
};

const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  get exports() {
    const guarded = ([name, value]) => [name, typeof value === "function" ? trapping(value) : value];
    return Object.fromEntries(Object.entries(super.exports).map(guarded));
  }
};

function trapping(call) {
  return (...given) => {
    if (traps) throw new WebAssembly.RuntimeError("unreachable");
    return call(...given);
  };
}

"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// js/webhook/door.ts
var door_exports = {};
__export(door_exports, {
  startWebhooks: () => startWebhooks,
  webhooks: () => webhooks
});
module.exports = __toCommonJS(door_exports);

// target/wasm/webhook/seatwarden_webhook.js
function make({ guarded, setTimeout, clearTimeout }) {
  function parse_webhook(source, delivery, body) {
    let deferred4_0;
    let deferred4_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      let ptr0, len0, ptr1, len1, ptr2, len2;
      try {
        ptr0 = passStringToWasm0(source, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(delivery, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len1 = WASM_VECTOR_LEN;
        ptr2 = passArray8ToWasm0(body, wasm.__wbindgen_export);
        len2 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr2) {
          wasm.__wbindgen_export3(ptr2, len2 * 1, 1);
        }
        if (ptr1) {
          wasm.__wbindgen_export3(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_export3(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      wasm.parse_webhook(retptr, ptr0, len0, ptr1, len1, ptr2, len2);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred4_0 = r0;
      deferred4_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export3(deferred4_0, deferred4_1, 1);
    }
  }
  function verify_webhook(source, delivery, body, now, numbers) {
    let deferred6_0;
    let deferred6_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      const val5 = +now;
      let ptr0, len0, ptr1, len1, ptr2, len2, ptr3, len3;
      try {
        ptr0 = passStringToWasm0(source, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(delivery, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len1 = WASM_VECTOR_LEN;
        ptr2 = passArray8ToWasm0(body, wasm.__wbindgen_export);
        len2 = WASM_VECTOR_LEN;
        ptr3 = passArray8ToWasm0(numbers, wasm.__wbindgen_export);
        len3 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr3) {
          wasm.__wbindgen_export3(ptr3, len3 * 1, 1);
        }
        if (ptr2) {
          wasm.__wbindgen_export3(ptr2, len2 * 1, 1);
        }
        if (ptr1) {
          wasm.__wbindgen_export3(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_export3(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      wasm.verify_webhook(retptr, ptr0, len0, ptr1, len1, ptr2, len2, val5, ptr3, len3);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred6_0 = r0;
      deferred6_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export3(deferred6_0, deferred6_1, 1);
    }
  }
  function webhook_challenge(source, request, body) {
    let deferred4_0;
    let deferred4_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      let ptr0, len0, ptr1, len1, ptr2, len2;
      try {
        ptr0 = passStringToWasm0(source, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(request, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len1 = WASM_VECTOR_LEN;
        ptr2 = passArray8ToWasm0(body, wasm.__wbindgen_export);
        len2 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr2) {
          wasm.__wbindgen_export3(ptr2, len2 * 1, 1);
        }
        if (ptr1) {
          wasm.__wbindgen_export3(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_export3(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      wasm.webhook_challenge(retptr, ptr0, len0, ptr1, len1, ptr2, len2);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred4_0 = r0;
      deferred4_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export3(deferred4_0, deferred4_1, 1);
    }
  }
  function webhook_step(step, now, numbers) {
    let deferred4_0;
    let deferred4_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      const val3 = +now;
      let ptr0, len0, ptr1, len1;
      try {
        ptr0 = passStringToWasm0(step, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passArray8ToWasm0(numbers, wasm.__wbindgen_export);
        len1 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr1) {
          wasm.__wbindgen_export3(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_export3(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      wasm.webhook_step(retptr, ptr0, len0, val3, ptr1, len1);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred4_0 = r0;
      deferred4_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export3(deferred4_0, deferred4_1, 1);
    }
  }
  function __wbg_get_imports() {
    const import0 = {
      __proto__: null,
      __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
        throw new Error(getStringFromWasm0(arg0, arg1));
      },
      __wbindgen_init_externref_table: function() {
        const table = wasm.__wbindgen_externrefs;
        table.set(0, void 0);
        table.set(1024, void 0);
        table.set(1025, null);
        table.set(1026, true);
        table.set(1027, false);
      }
    };
    return {
      __proto__: null,
      "./seatwarden_webhook_bg.js": import0
    };
  }
  let cachedDataViewMemory0 = null;
  function getDataViewMemory0() {
    if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || cachedDataViewMemory0.buffer.detached === void 0 && cachedDataViewMemory0.buffer !== wasm.memory.buffer) {
      cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
    }
    return cachedDataViewMemory0;
  }
  function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
  }
  let cachedUint8ArrayMemory0 = null;
  function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
      cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
  }
  function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === void 0) {
      const buf = cachedTextEncoder.encode(arg);
      const ptr2 = malloc(buf.length, 1) >>> 0;
      getUint8ArrayMemory0().subarray(ptr2, ptr2 + buf.length).set(buf);
      WASM_VECTOR_LEN = buf.length;
      return ptr2;
    }
    let len = arg.length;
    let ptr = malloc(len, 1) >>> 0;
    const mem = getUint8ArrayMemory0();
    let offset = 0;
    for (; offset < len; offset++) {
      const code = arg.charCodeAt(offset);
      if (code > 127) break;
      mem[ptr + offset] = code;
    }
    if (offset !== len) {
      if (offset !== 0) {
        arg = arg.slice(offset);
      }
      ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
      const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
      const ret = cachedTextEncoder.encodeInto(arg, view);
      offset += ret.written;
      ptr = realloc(ptr, len, offset, 1) >>> 0;
    }
    WASM_VECTOR_LEN = offset;
    return ptr;
  }
  let cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
  cachedTextDecoder.decode();
  const MAX_SAFARI_DECODE_BYTES = 2146435072;
  let numBytesDecoded = 0;
  function decodeText(bytes2) {
    numBytesDecoded += bytes2.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
      cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
      cachedTextDecoder.decode();
      numBytesDecoded = bytes2.length;
    }
    return cachedTextDecoder.decode(bytes2);
  }
  const cachedTextEncoder = new TextEncoder();
  if (!("encodeInto" in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function(arg, view) {
      const buf = cachedTextEncoder.encode(arg);
      view.set(buf);
      return {
        read: arg.length,
        written: buf.length
      };
    };
  }
  let WASM_VECTOR_LEN = 0;
  let wasmModule, wasmInstance, wasm;
  function __wbg_finalize_init(instance2, module3) {
    wasmInstance = instance2;
    wasm = guarded(instance2.exports);
    wasmModule = module3;
    cachedDataViewMemory0 = null;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
  }
  function initSync(module3) {
    if (wasm !== void 0) return wasm;
    if (module3 !== void 0) {
      if (Object.getPrototypeOf(module3) === Object.prototype) {
        ({ module: module3 } = module3);
      } else {
        console.warn("using deprecated parameters for `initSync()`; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (!(module3 instanceof WebAssembly.Module)) {
      module3 = new WebAssembly.Module(module3);
    }
    const instance2 = new WebAssembly.Instance(module3, imports);
    return __wbg_finalize_init(instance2, module3);
  }
  return { initSync, parse_webhook, verify_webhook, webhook_challenge, webhook_step };
}

// js/webhook/door.ts
var import_envelope = require("./core.cjs");
var import_error2 = require("./core.cjs");
var import_json2 = require("./core.cjs");
var import_wasm = require("./core.cjs");

// js/webhook/delivery.ts
var import_error = require("./core.cjs");
var import_json = require("./core.cjs");
function readDelivery(given, keys) {
  return (0, import_json.reading)("delivery", () => part(given, keys));
}
function readRequest(given) {
  return (0, import_json.reading)("delivery", () => part(given, ["method", "url"], ""));
}
function part(given, keys, noBody) {
  if (!(0, import_json.isPlain)(given)) throw (0, import_error.invalidInput)("delivery", `expected an object, not ${(0, import_json.article)((0, import_json.kind)(given))}`);
  const field = (key) => (0, import_json.reading)(key, () => given[key]);
  const others = Object.keys(given).filter((key) => key !== "body" && key !== "headers" && keys?.includes(key) !== false);
  const rest = Object.fromEntries(others.map((key) => [key, field(key)]));
  return { json: (0, import_json.encode)({ ...rest, headers: readHeaders(field("headers")) }, ""), body: readBody(field("body") ?? noBody) };
}
function readHeaders(headers) {
  return (0, import_json.reading)("headers", () => {
    const each = headers?.forEach;
    if (typeof each !== "function" || Array.isArray(headers)) return headers;
    const pairs = [];
    each.call(headers, (value, name) => pairs.push([name, value]));
    return pairs;
  });
}
function readBody(body) {
  if (typeof body === "string") return new TextEncoder().encode(body);
  try {
    if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    if (Object.prototype.toString.call(body) === "[object ArrayBuffer]") return new Uint8Array(body);
  } catch {
    throw (0, import_error.invalidInput)("body", "is an ArrayBuffer that was handed on to somebody else (detached)");
  }
  throw (0, import_error.invalidInput)("body", `expected a string, a Uint8Array or an ArrayBuffer, not ${(0, import_json.article)((0, import_json.kind)(body))}`, {
    hint: "Hand over the raw body, byte by byte as it came, before any JSON parser: it is what was signed."
  });
}

// js/webhook/ed25519.ts
var BAD = 0;
var GOOD = 1;
var UNKNOWN = 2;
async function answers({ message, pairs }) {
  const signed = bytes(message);
  return Uint8Array.from(await Promise.all(pairs.map(([key, signature]) => answer(bytes(key), bytes(signature), signed))));
}
async function answer(key, signature, message) {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === void 0) return UNKNOWN;
  let known;
  try {
    known = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  } catch (error) {
    return error?.name === "DataError" ? BAD : UNKNOWN;
  }
  try {
    return await subtle.verify("Ed25519", known, signature, message) ? GOOD : BAD;
  } catch {
    return UNKNOWN;
  }
}
function bytes(hex) {
  const all = new Uint8Array(hex.length / 2);
  for (let at = 0; at < all.length; at += 1) all[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return all;
}

// js/webhook/door.ts
var NONE = new Uint8Array();
var module2;
var instance;
function startWebhooks(from) {
  module2 ??= (0, import_wasm.instantiate)(from, begin, "verify_webhook", "webhooks.wasm");
}
function begin(from) {
  const begun = make({ guarded: (exports) => exports });
  begun.initSync(from);
  instance = begun;
  return begun;
}
function webhooks(from) {
  return {
    async verifyWebhook(source, delivery) {
      const call = { operation: "verifyWebhook" };
      const { json, body } = (0, import_envelope.about)(call, () => readDelivery(delivery));
      start(call, source, from);
      const now = Date.now();
      return (0, import_envelope.open)(await answered(call, (wasm, told) => wasm.verify_webhook(source, json, body, now, told)), call, void 0);
    },
    parseWebhook(source, delivery) {
      const call = { operation: "parseWebhook" };
      const { json, body } = (0, import_envelope.about)(call, () => readDelivery(delivery, ["generic"]));
      start(call, source, from);
      const text = enter(call, (wasm) => wasm.parse_webhook(source, json, body));
      return (0, import_envelope.open)(text, call, void 0);
    },
    webhookChallenge(source, request) {
      const call = { operation: "webhookChallenge" };
      const { json, body } = (0, import_envelope.about)(call, () => readRequest(request));
      start(call, source, from);
      const text = enter(call, (wasm) => wasm.webhook_challenge(source, json, body));
      return (0, import_envelope.open)(text, call, void 0);
    },
    async webhookStep(step, hooks) {
      const call = { operation: "run" };
      (0, import_envelope.about)(call, () => startWebhooks(from));
      const now = clock(hooks.now);
      return answered(call, (wasm, told) => wasm.webhook_step(step, now, told));
    }
  };
}
function start(call, source, from) {
  (0, import_envelope.about)(call, () => {
    if (typeof source !== "string") throw (0, import_error2.invalidInput)("source", `expected a string, not ${(0, import_json2.article)((0, import_json2.kind)(source))}`);
    startWebhooks(from);
  });
}
async function answered(call, ask) {
  const text = enter(call, (wasm) => ask(wasm, NONE));
  if (!text.startsWith('{"ask":')) return text;
  const told = await answers(JSON.parse(text).ask);
  return enter(call, (wasm) => ask(wasm, told));
}
function enter(call, ask) {
  return (0, import_envelope.fromCore)(call, () => {
    if (module2 === void 0) throw new Error("it was not started");
    const wasm = instance ?? begin({ module: module2 });
    instance = void 0;
    const text = ask(wasm);
    instance = wasm;
    return text;
  });
}
function clock(given) {
  try {
    const now = typeof given === "function" ? given() : void 0;
    if (typeof now === "number" && Number.isFinite(now)) return now;
  } catch {
  }
  return Date.now();
}

"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
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
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// tenant
var tenant_exports = {};
__export(tenant_exports, {
  Tenant: () => Tenant,
  ensureSandbox: () => ensureSandbox,
  useSandboxModule: () => useSandboxModule,
  wait: () => wait,
  waitForAbort: () => waitForAbort
});
module.exports = __toCommonJS(tenant_exports);

// target/wasm/sandbox/seatwarden_sandbox.js
var Exchange = class _Exchange {
  static __wrap(ptr) {
    const obj = Object.create(_Exchange.prototype);
    obj.__wbg_ptr = ptr;
    ExchangeFinalization.register(obj, obj.__wbg_ptr, obj);
    return obj;
  }
  __destroy_into_raw() {
    const ptr = this.__wbg_ptr;
    this.__wbg_ptr = 0;
    ExchangeFinalization.unregister(this);
    return ptr;
  }
  free() {
    const ptr = this.__destroy_into_raw();
    wasm.__wbg_exchange_free(ptr, 0);
  }
  /**
   * The body, or what came of it.
   * @returns {Uint8Array}
   */
  get body() {
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      wasm.exchange_body(retptr, this.__wbg_ptr);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      var v1 = getArrayU8FromWasm0(r0, r1).slice();
      wasm.__wbindgen_export(r0, r1 * 1, 1);
      return v1;
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }
  /**
   * Milliseconds from the request to its delivery.
   * @returns {number}
   */
  get delayMs() {
    const ret = wasm.exchange_delayMs(this.__wbg_ptr);
    return ret >>> 0;
  }
  /**
   * The headers as a JSON array of pairs.
   * @returns {string}
   */
  get headers() {
    let deferred1_0;
    let deferred1_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      wasm.exchange_headers(retptr, this.__wbg_ptr);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred1_0 = r0;
      deferred1_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export(deferred1_0, deferred1_1, 1);
    }
  }
  /**
   * `response`, `cut`, `reset` or `never`.
   * @returns {string}
   */
  get kind() {
    let deferred1_0;
    let deferred1_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      wasm.exchange_kind(retptr, this.__wbg_ptr);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred1_0 = r0;
      deferred1_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export(deferred1_0, deferred1_1, 1);
    }
  }
  /**
   * The HTTP status; 0 without an answer.
   * @returns {number}
   */
  get status() {
    const ret = wasm.exchange_status(this.__wbg_ptr);
    return ret;
  }
};
if (Symbol.dispose) Exchange.prototype[Symbol.dispose] = Exchange.prototype.free;
var Sandbox = class {
  __destroy_into_raw() {
    const ptr = this.__wbg_ptr;
    this.__wbg_ptr = 0;
    SandboxFinalization.unregister(this);
    return ptr;
  }
  free() {
    const ptr = this.__destroy_into_raw();
    wasm.__wbg_sandbox_free(ptr, 0);
  }
  /**
   * Stores a user and returns the id.
   *
   * # Errors
   * Fields that are no JSON object.
   * @param {string} fields
   * @param {bigint} now_ms
   * @returns {string}
   */
  addUser(fields, now_ms) {
    let deferred4_0;
    let deferred4_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      const val2 = BigInt.asIntN(64, now_ms);
      const ptr0 = passStringToWasm0(fields, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
      const len0 = WASM_VECTOR_LEN;
      wasm.sandbox_addUser(retptr, this.__wbg_ptr, ptr0, len0, val2);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
      var r3 = getDataViewMemory0().getInt32(retptr + 4 * 3, true);
      var ptr3 = r0;
      var len3 = r1;
      if (r3) {
        ptr3 = 0;
        len3 = 0;
        throw takeFromExternrefTable0(r2);
      }
      deferred4_0 = ptr3;
      deferred4_1 = len3;
      return getStringFromWasm0(ptr3, len3);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export(deferred4_0, deferred4_1, 1);
    }
  }
  /**
   * Forgets the requests so far.
   */
  clearRequests() {
    wasm.sandbox_clearRequests(this.__wbg_ptr);
  }
  /**
   * A connection for a client.
   * @returns {string}
   */
  connection() {
    let deferred1_0;
    let deferred1_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      wasm.sandbox_connection(retptr, this.__wbg_ptr);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred1_0 = r0;
      deferred1_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export(deferred1_0, deferred1_1, 1);
    }
  }
  /**
   * Makes every token issued so far unknown.
   */
  expireTokens() {
    wasm.sandbox_expireTokens(this.__wbg_ptr);
  }
  /**
   * Takes one request. `headers` is a JSON array of pairs, `now_ms` milliseconds since 1970.
   *
   * # Errors
   * Headers that are no array of pairs.
   * @param {string} method
   * @param {string} url
   * @param {string} headers
   * @param {Uint8Array | number[]} body
   * @param {bigint} now_ms
   * @returns {Exchange}
   */
  handle(method, url, headers, body, now_ms) {
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      const val5 = BigInt.asIntN(64, now_ms);
      let ptr0, len0, ptr1, len1, ptr2, len2, ptr3, len3;
      try {
        ptr0 = passStringToWasm0(method, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(url, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len1 = WASM_VECTOR_LEN;
        ptr2 = passStringToWasm0(headers, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len2 = WASM_VECTOR_LEN;
        ptr3 = passArray8ToWasm0(body, wasm.__wbindgen_export2);
        len3 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr3) {
          wasm.__wbindgen_export(ptr3, len3 * 1, 1);
        }
        if (ptr2) {
          wasm.__wbindgen_export(ptr2, len2 * 1, 1);
        }
        if (ptr1) {
          wasm.__wbindgen_export(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_export(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      wasm.sandbox_handle(retptr, this.__wbg_ptr, ptr0, len0, ptr1, len1, ptr2, len2, ptr3, len3, val5);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
      if (r2) {
        throw takeFromExternrefTable0(r1);
      }
      return Exchange.__wrap(r0);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }
  /**
   * Hides a stored user from every read, or shows him. False when nobody has that id.
   * @param {string} id
   * @param {boolean} hidden
   * @returns {boolean}
   */
  hideUser(id, hidden) {
    const val2 = +hidden;
    const ptr0 = passStringToWasm0(id, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.sandbox_hideUser(this.__wbg_ptr, ptr0, len0, val2);
    return ret !== 0;
  }
  /**
   * A tenant as the configuration says: JSON, its keys those of `Config` in camel case.
   *
   * # Errors
   * A configuration that is none.
   * @param {string} config
   */
  constructor(config) {
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      const ptr0 = passStringToWasm0(config, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
      const len0 = WASM_VECTOR_LEN;
      wasm.sandbox_new(retptr, ptr0, len0);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
      if (r2) {
        throw takeFromExternrefTable0(r1);
      }
      this.__wbg_ptr = r0;
      SandboxFinalization.register(this, this.__wbg_ptr, this);
      return this;
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }
  /**
   * The ids of those who were sent a link to reset their password, in order.
   * @returns {string}
   */
  passwordResets() {
    let deferred1_0;
    let deferred1_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      wasm.sandbox_passwordResets(retptr, this.__wbg_ptr);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred1_0 = r0;
      deferred1_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export(deferred1_0, deferred1_1, 1);
    }
  }
  /**
   * Removes a stored user. False when nobody has that id.
   * @param {string} id
   * @returns {boolean}
   */
  removeUser(id) {
    const ptr0 = passStringToWasm0(id, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.sandbox_removeUser(this.__wbg_ptr, ptr0, len0);
    return ret !== 0;
  }
  /**
   * Every request so far.
   * @returns {string}
   */
  requests() {
    let deferred1_0;
    let deferred1_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      wasm.sandbox_requests(retptr, this.__wbg_ptr);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred1_0 = r0;
      deferred1_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export(deferred1_0, deferred1_1, 1);
    }
  }
  /**
   * Adds a fault to the script.
   *
   * # Errors
   * A fault that is none.
   * @param {string} fault
   */
  script(fault) {
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      const ptr0 = passStringToWasm0(fault, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
      const len0 = WASM_VECTOR_LEN;
      wasm.sandbox_script(retptr, this.__wbg_ptr, ptr0, len0);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      if (r1) {
        throw takeFromExternrefTable0(r0);
      }
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }
  /**
   * Replaces all chances and the script of faults.
   *
   * # Errors
   * Faults that are none.
   * @param {string} faults
   */
  setFaults(faults) {
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      const ptr0 = passStringToWasm0(faults, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
      const len0 = WASM_VECTOR_LEN;
      wasm.sandbox_setFaults(retptr, this.__wbg_ptr, ptr0, len0);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      if (r1) {
        throw takeFromExternrefTable0(r0);
      }
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }
  /**
   * Replaces the range of latency.
   * @param {number} least
   * @param {number} most
   */
  setLatencyMs(least, most) {
    wasm.sandbox_setLatencyMs(this.__wbg_ptr, least, most);
  }
  /**
   * Replaces the limit on everything but tokens.
   *
   * # Errors
   * A limit that is none.
   * @param {string} limit
   */
  setRateLimit(limit) {
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      const ptr0 = passStringToWasm0(limit, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
      const len0 = WASM_VECTOR_LEN;
      wasm.sandbox_setRateLimit(retptr, this.__wbg_ptr, ptr0, len0);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      if (r1) {
        throw takeFromExternrefTable0(r0);
      }
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }
  /**
   * Changes a stored user. False when nobody has that id.
   *
   * # Errors
   * Fields that are no JSON object.
   * @param {string} id
   * @param {string} fields
   * @returns {boolean}
   */
  setUser(id, fields) {
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      let ptr0, len0, ptr1, len1;
      try {
        ptr0 = passStringToWasm0(id, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(fields, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len1 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr1) {
          wasm.__wbindgen_export(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_export(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      wasm.sandbox_setUser(retptr, this.__wbg_ptr, ptr0, len0, ptr1, len1);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
      if (r2) {
        throw takeFromExternrefTable0(r1);
      }
      return r0 !== 0;
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }
  /**
   * Every stored user; integers that a double can't hold are strings.
   * @returns {string}
   */
  users() {
    let deferred1_0;
    let deferred1_1;
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      wasm.sandbox_users(retptr, this.__wbg_ptr);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      deferred1_0 = r0;
      deferred1_1 = r1;
      return getStringFromWasm0(r0, r1);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
      wasm.__wbindgen_export(deferred1_0, deferred1_1, 1);
    }
  }
};
if (Symbol.dispose) Sandbox.prototype[Symbol.dispose] = Sandbox.prototype.free;
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    __wbg_Error_208446807d0d1e30: function(arg0, arg1) {
      const ret = Error(getStringFromWasm0(arg0, arg1));
      return ret;
    },
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
    "./seatwarden_sandbox_bg.js": import0
  };
}
var ExchangeFinalization = typeof FinalizationRegistry === "undefined" ? { register: () => {
}, unregister: () => {
} } : new FinalizationRegistry((ptr) => wasm.__wbg_exchange_free(ptr, 1));
var SandboxFinalization = typeof FinalizationRegistry === "undefined" ? { register: () => {
}, unregister: () => {
} } : new FinalizationRegistry((ptr) => wasm.__wbg_sandbox_free(ptr, 1));
function getArrayU8FromWasm0(ptr, len) {
  ptr = ptr >>> 0;
  return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
}
var cachedDataViewMemory0 = null;
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
var cachedUint8ArrayMemory0 = null;
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
function takeFromExternrefTable0(idx) {
  const value = wasm.__wbindgen_externrefs.get(idx);
  wasm.__wbindgen_export4(idx);
  return value;
}
var cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
cachedTextDecoder.decode();
var MAX_SAFARI_DECODE_BYTES = 2146435072;
var numBytesDecoded = 0;
function decodeText(bytes) {
  numBytesDecoded += bytes.length;
  if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
    cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
    cachedTextDecoder.decode();
    numBytesDecoded = bytes.length;
  }
  return cachedTextDecoder.decode(bytes);
}
var cachedTextEncoder = new TextEncoder();
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
var WASM_VECTOR_LEN = 0;
var wasmModule;
var wasmInstance;
var wasm;
function __wbg_finalize_init(instance, module2) {
  wasmInstance = instance;
  wasm = instance.exports;
  wasmModule = module2;
  cachedDataViewMemory0 = null;
  cachedUint8ArrayMemory0 = null;
  wasm.__wbindgen_start();
  return wasm;
}
function initSync(module2) {
  if (wasm !== void 0) return wasm;
  if (module2 !== void 0) {
    if (Object.getPrototypeOf(module2) === Object.prototype) {
      ({ module: module2 } = module2);
    } else {
      console.warn("using deprecated parameters for `initSync()`; pass a single object instead");
    }
  }
  const imports = __wbg_get_imports();
  if (!(module2 instanceof WebAssembly.Module)) {
    module2 = new WebAssembly.Module(module2);
  }
  const instance = new WebAssembly.Instance(module2, imports);
  return __wbg_finalize_init(instance, module2);
}

// js/sandbox/module.ts
var import_sandbox_wasm = __toESM(require("./sandbox-wasm.cjs"), 1);
var import_inlined = require("./inlined.cjs");
var given;
var started = false;
function useSandboxModule(wasm2) {
  given = wasm2;
}
function ensureSandbox() {
  if (started) return;
  initSync({ module: given ?? (0, import_inlined.unpack)(import_sandbox_wasm.default) });
  started = true;
}

// js/sandbox/tenant.ts
var Tenant = class {
  #sandbox;
  #now;
  /** @throws Error for options that a sandbox doesn't have. */
  constructor(options, now) {
    ensureSandbox();
    this.#sandbox = new Sandbox(JSON.stringify(options));
    this.#now = now;
  }
  /** Takes one request. What it changes is changed at once, however late its answer comes. */
  handle(arrival) {
    const exchange = this.#sandbox.handle(arrival.method, arrival.url, JSON.stringify(arrival.headers), arrival.body, this.#time());
    try {
      const { delayMs, kind } = exchange;
      if (kind !== "response" && kind !== "cut") return { kind: kind === "reset" ? "reset" : "never", delayMs };
      const headers = JSON.parse(exchange.headers);
      return { kind, delayMs, status: exchange.status, headers, body: new Uint8Array(exchange.body) };
    } finally {
      exchange.free();
    }
  }
  /** A connection for `connect`. */
  get connection() {
    return JSON.parse(this.#sandbox.connection());
  }
  /** Every stored user as stored, hidden ones too, in the order of a list. */
  users() {
    return JSON.parse(this.#sandbox.users());
  }
  /** Every request so far, in order. */
  requests() {
    return JSON.parse(this.#sandbox.requests());
  }
  /** Forgets the requests so far. */
  clearRequests() {
    this.#sandbox.clearRequests();
  }
  /** The ids of those who were sent a link to reset their password, in order. */
  passwordResets() {
    return JSON.parse(this.#sandbox.passwordResets());
  }
  /** Adds a fault for the next request, or for the next one that fits. */
  fault(fault) {
    this.#sandbox.script(JSON.stringify(typeof fault === "string" ? { kind: fault } : fault));
  }
  /** Replaces all chances and the script of faults; `{}` ends them. */
  faults(faults) {
    this.#sandbox.setFaults(JSON.stringify(faults));
  }
  /** Replaces the limit on everything but tokens; the count begins anew. */
  rateLimit(limit) {
    this.#sandbox.setRateLimit(JSON.stringify(limit));
  }
  /** Replaces the range of latency, in milliseconds. */
  latency(least, most = least) {
    for (const ms of [least, most]) {
      if (!(Number.isInteger(ms) && ms >= 0 && ms < 2 ** 32)) throw new Error(`latency: expected whole milliseconds, not ${String(ms)}`);
    }
    this.#sandbox.setLatencyMs(least, most);
  }
  /** Stores a user behind the API's back and returns the id. Fields not given are made up; one that is `null` stays absent. */
  addUser(fields) {
    return this.#sandbox.addUser(JSON.stringify(fields), this.#time());
  }
  /** Changes a user behind the API's back, `null` removing a field. False when nobody has that id. */
  setUser(id, fields) {
    return this.#sandbox.setUser(id, JSON.stringify(fields));
  }
  /** Removes a user behind the API's back. False when nobody has that id. */
  removeUser(id) {
    return this.#sandbox.removeUser(id);
  }
  /** Hides a user from every read, or shows him again; his user name stays taken. False when nobody has that id. */
  hideUser(id, hidden = true) {
    return this.#sandbox.hideUser(id, hidden);
  }
  /** Makes every token issued so far unknown. */
  expireTokens() {
    this.#sandbox.expireTokens();
  }
  #time() {
    return BigInt(Math.max(0, Math.floor(this.#now())));
  }
};

// js/sandbox/wait.ts
function wait(ms, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const give = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", give);
      resolve();
    }, ms);
    signal?.addEventListener("abort", give, { once: true });
  });
}
function waitForAbort(signal) {
  return new Promise((_, reject) => {
    if (signal?.aborted === true) reject(signal.reason);
    else signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

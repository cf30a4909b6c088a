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

// core
var core_exports = {};
__export(core_exports, {
  Instance: () => Instance,
  SeatwardenError: () => SeatwardenError,
  about: () => about,
  article: () => article,
  compile: () => compile,
  core: () => core,
  eachField: () => eachField,
  encode: () => encode,
  fromCore: () => fromCore,
  instantiate: () => instantiate,
  internal: () => internal,
  invalidInput: () => invalidInput,
  isPlain: () => isPlain,
  kind: () => kind,
  letGo: () => letGo,
  notLoaded: () => notLoaded,
  object: () => object,
  open: () => open,
  partOptions: () => partOptions,
  provide: () => provide,
  readBatchOptions: () => readBatchOptions,
  readCallOptions: () => readCallOptions,
  readClientOptions: () => readClientOptions,
  readHost: () => readHost,
  reading: () => reading,
  start: () => start,
  tell: () => tell,
  thrown: () => thrown
});
module.exports = __toCommonJS(core_exports);

// target/wasm/core/seatwarden.js
function make({ guarded, setTimeout: setTimeout2, clearTimeout: clearTimeout2 }) {
  class Core {
    __destroy_into_raw() {
      const ptr = this.__wbg_ptr;
      this.__wbg_ptr = 0;
      CoreFinalization.unregister(this);
      return ptr;
    }
    free() {
      const ptr = this.__destroy_into_raw();
      wasm.__wbg_core_free(ptr, 0);
    }
    /**
     * Settles many: `pull` gives the next ones, `push` takes each result. Resolves as [`Core::call`], with the counts.
     * @param {string} action
     * @param {string} options
     * @param {number | null | undefined} size
     * @param {Function} pull
     * @param {Function} push
     * @param {AbortSignal | null} [signal]
     * @returns {Promise<any>}
     */
    batch(action, options, size, pull, push, signal) {
      const val3 = +(isLikeNone(size) ? Number.MAX_SAFE_INTEGER : size >>> 0);
      let ptr0, len0, ptr1, len1;
      try {
        ptr0 = passStringToWasm0(action, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export, wasm.__wbindgen_export2);
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
      const ret = wasm.core_batch(this.__wbg_ptr, ptr0, len0, ptr1, len1, val3, pull, push, isLikeNone(signal) ? 0 : addToExternrefTable0(signal));
      return ret;
    }
    /**
     * Calls a verb. Resolves with `{"value": …}`, `{"error": …}` or `{"aborted": true}` as JSON.
     * @param {string} action
     * @param {string} input
     * @param {string} options
     * @param {AbortSignal | null} [signal]
     * @returns {Promise<any>}
     */
    call(action, input, options, signal) {
      let ptr0, len0, ptr1, len1, ptr2, len2;
      try {
        ptr0 = passStringToWasm0(action, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(input, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        len1 = WASM_VECTOR_LEN;
        ptr2 = passStringToWasm0(options, wasm.__wbindgen_export, wasm.__wbindgen_export2);
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
      const ret = wasm.core_call(this.__wbg_ptr, ptr0, len0, ptr1, len1, ptr2, len2, isLikeNone(signal) ? 0 : addToExternrefTable0(signal));
      return ret;
    }
    /**
     * Forgets the token of the connection as soon as no other client uses it.
     */
    forget() {
      wasm.core_forget(this.__wbg_ptr);
    }
    /**
     * Begins a listing: a query and options as JSON. Throws the JSON of an error.
     * @param {string} query
     * @param {string} options
     * @param {AbortSignal | null} [signal]
     * @returns {Listing}
     */
    list(query, options, signal) {
      try {
        const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
        let ptr0, len0, ptr1, len1;
        try {
          ptr0 = passStringToWasm0(query, wasm.__wbindgen_export, wasm.__wbindgen_export2);
          len0 = WASM_VECTOR_LEN;
          ptr1 = passStringToWasm0(options, wasm.__wbindgen_export, wasm.__wbindgen_export2);
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
        wasm.core_list(retptr, this.__wbg_ptr, ptr0, len0, ptr1, len1, isLikeNone(signal) ? 0 : addToExternrefTable0(signal));
        var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
        var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
        var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
        if (r2) {
          throw takeFromExternrefTable0(r1);
        }
        return Listing.__wrap(r0);
      } finally {
        wasm.__wbindgen_add_to_stack_pointer(16);
      }
    }
    /**
     * Reads the connection and the options, both JSON. Throws the JSON of an error.
     * @param {string} connection
     * @param {string} options
     * @param {any} hooks
     */
    constructor(connection, options, hooks) {
      try {
        const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
        let ptr0, len0, ptr1, len1;
        try {
          ptr0 = passStringToWasm0(connection, wasm.__wbindgen_export, wasm.__wbindgen_export2);
          len0 = WASM_VECTOR_LEN;
          ptr1 = passStringToWasm0(options, wasm.__wbindgen_export, wasm.__wbindgen_export2);
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
        wasm.core_new(retptr, ptr0, len0, ptr1, len1, hooks);
        var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
        var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
        var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
        if (r2) {
          throw takeFromExternrefTable0(r1);
        }
        this.__wbg_ptr = r0;
        CoreFinalization.register(this, this.__wbg_ptr, this);
        return this;
      } finally {
        wasm.__wbindgen_add_to_stack_pointer(16);
      }
    }
    /**
     * Runs a step on this client: JSON in, JSON out, as [`run`] without a connection.
     * @param {string} step
     * @param {AbortSignal | null} [signal]
     * @returns {Promise<any>}
     */
    run(step, signal) {
      const ptr0 = passStringToWasm0(step, wasm.__wbindgen_export, wasm.__wbindgen_export2);
      const len0 = WASM_VECTOR_LEN;
      const ret = wasm.core_run(this.__wbg_ptr, ptr0, len0, isLikeNone(signal) ? 0 : addToExternrefTable0(signal));
      return ret;
    }
  }
  if (Symbol.dispose) Core.prototype[Symbol.dispose] = Core.prototype.free;
  class Listing {
    static __wrap(ptr) {
      const obj = Object.create(Listing.prototype);
      obj.__wbg_ptr = ptr;
      ListingFinalization.register(obj, obj.__wbg_ptr, obj);
      return obj;
    }
    __destroy_into_raw() {
      const ptr = this.__wbg_ptr;
      this.__wbg_ptr = 0;
      ListingFinalization.unregister(this);
      return ptr;
    }
    free() {
      const ptr = this.__destroy_into_raw();
      wasm.__wbg_listing_free(ptr, 0);
    }
    /**
     * The next page, as [`Core::call`] resolves; its value is null after the last one. With `push`, all that are left: each
     * is given to it as JSON, and the value is null.
     * @param {Function | null} [push]
     * @returns {Promise<any>}
     */
    next(push) {
      const ret = wasm.listing_next(this.__wbg_ptr, isLikeNone(push) ? 0 : addToExternrefTable0(push));
      return ret;
    }
  }
  if (Symbol.dispose) Listing.prototype[Symbol.dispose] = Listing.prototype.free;
  function run(step, hooks, signal) {
    const ptr0 = passStringToWasm0(step, wasm.__wbindgen_export, wasm.__wbindgen_export2);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.run(ptr0, len0, hooks, isLikeNone(signal) ? 0 : addToExternrefTable0(signal));
    return ret;
  }
  function __wbg_get_imports() {
    const import0 = {
      __proto__: null,
      __wbg___wbindgen_is_falsy_d864b623500ae65d: function(arg0) {
        const ret = !arg0;
        return ret;
      },
      __wbg___wbindgen_is_function_741ff2bb612836f5: function(arg0) {
        const ret = typeof arg0 === "function";
        return ret;
      },
      __wbg___wbindgen_is_null_c22311b1cc228e3a: function(arg0) {
        const ret = arg0 === null;
        return ret;
      },
      __wbg___wbindgen_is_object_8b968c3ab8e96595: function(arg0) {
        const val = arg0;
        const ret = typeof val === "object" && val !== null;
        return ret;
      },
      __wbg___wbindgen_is_undefined_be5b34249ff1fc15: function(arg0) {
        const ret = arg0 === void 0;
        return ret;
      },
      __wbg___wbindgen_number_get_934b640d0889af78: function(arg0, arg1) {
        const obj = arg1;
        const ret = typeof obj === "number" ? obj : void 0;
        getDataViewMemory0().setFloat64((arg0 >>> 0) + 8 * 1, isLikeNone(ret) ? 0 : ret, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, !isLikeNone(ret), true);
      },
      __wbg___wbindgen_string_get_7ce8eee7fd327545: function(arg0, arg1) {
        const obj = arg1;
        const ret = typeof obj === "string" ? obj : void 0;
        var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        var len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      },
      __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
        throw new Error(getStringFromWasm0(arg0, arg1));
      },
      __wbg__wbg_cb_unref_09736879a3f67559: function(arg0) {
        arg0._wbg_cb_unref();
      },
      __wbg_abort_f8d1589eb0c65ee2: function(arg0) {
        arg0.abort();
      },
      __wbg_aborted_31456edf1be00084: function(arg0) {
        const ret = arg0.aborted;
        return ret;
      },
      __wbg_addEventListener_847fd86b8c33ec43: function() {
        return handleError(function(arg0, arg1, arg2, arg3) {
          arg0.addEventListener(getStringFromWasm0(arg1, arg2), arg3);
        }, arguments);
      },
      __wbg_apply_bfe2b07b146427e2: function() {
        return handleError(function(arg0, arg1, arg2) {
          const ret = arg0.apply(arg1, arg2);
          return ret;
        }, arguments);
      },
      __wbg_arrayBuffer_2c99a9ba14ba536c: function() {
        return handleError(function(arg0) {
          const ret = arg0.arrayBuffer();
          return ret;
        }, arguments);
      },
      __wbg_body_0da01a9a056907d8: function(arg0) {
        const ret = arg0.body;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      },
      __wbg_call_40b008ba32f73991: function() {
        return handleError(function(arg0, arg1) {
          const ret = arg0.call(arg1);
          return ret;
        }, arguments);
      },
      __wbg_call_a410eb4b59ed5965: function() {
        return handleError(function(arg0, arg1, arg2) {
          const ret = arg0.call(arg1, arg2);
          return ret;
        }, arguments);
      },
      __wbg_call_fc92fee6137d452d: function() {
        return handleError(function(arg0, arg1, arg2, arg3) {
          const ret = arg0.call(arg1, arg2, arg3);
          return ret;
        }, arguments);
      },
      __wbg_clearTimeout_e3129dfd47622cf5: function() {
        return handleError(function(arg0) {
          clearTimeout2(arg0);
        }, arguments);
      },
      __wbg_done_57e08d0be6e30c02: function(arg0) {
        const ret = arg0.done;
        return ret;
      },
      __wbg_getReader_fadcafe607253a67: function(arg0) {
        const ret = arg0.getReader();
        return ret;
      },
      __wbg_get_2080c49015e35254: function() {
        return handleError(function(arg0, arg1) {
          const ret = Reflect.get(arg0, arg1);
          return ret;
        }, arguments);
      },
      __wbg_get_635eea311fa1a291: function() {
        return handleError(function(arg0, arg1) {
          const ret = Reflect.get(arg0, arg1);
          return ret;
        }, arguments);
      },
      __wbg_get_d7176cfb76d71114: function(arg0, arg1) {
        const ret = arg0[arg1 >>> 0];
        return ret;
      },
      __wbg_hostname_8ccf6cf3da91c969: function(arg0, arg1) {
        const ret = arg1.hostname;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      },
      __wbg_instanceof_Object_97e16a01fd368661: function(arg0) {
        let result;
        try {
          result = arg0 instanceof Object;
        } catch (_) {
          result = false;
        }
        const ret = result;
        return ret;
      },
      __wbg_isArray_bcf1376d0d732d08: function(arg0) {
        const ret = Array.isArray(arg0);
        return ret;
      },
      __wbg_is_2248ff2b575d60c7: function(arg0, arg1) {
        const ret = Object.is(arg0, arg1);
        return ret;
      },
      __wbg_iterator_e4c5e8f68ada7b58: function() {
        const ret = Symbol.iterator;
        return ret;
      },
      __wbg_length_186163212ffe79c3: function(arg0) {
        const ret = arg0.length;
        return ret;
      },
      __wbg_new_13de428334042d26: function(arg0) {
        const ret = new Uint8Array(arg0);
        return ret;
      },
      __wbg_new_5f28518387ad0e34: function() {
        return handleError(function() {
          const ret = new AbortController();
          return ret;
        }, arguments);
      },
      __wbg_new_96baed0986e0d99f: function() {
        return handleError(function(arg0, arg1) {
          const ret = new URL(getStringFromWasm0(arg0, arg1));
          return ret;
        }, arguments);
      },
      __wbg_new_ba40181b3f24ac80: function(arg0, arg1) {
        try {
          var state0 = { a: arg0, b: arg1 };
          var cb0 = (arg02, arg12) => {
            const a = state0.a;
            state0.a = 0;
            try {
              return __wasm_bindgen_func_elem_3280(a, state0.b, arg02, arg12);
            } finally {
              state0.a = a;
            }
          };
          const ret = new Promise(cb0);
          return ret;
        } finally {
          state0.a = 0;
        }
      },
      __wbg_new_cd4348290afae586: function() {
        const ret = new Object();
        return ret;
      },
      __wbg_new_typed_e09da9dae6ee5935: function(arg0, arg1) {
        try {
          var state0 = { a: arg0, b: arg1 };
          var cb0 = (arg02, arg12) => {
            const a = state0.a;
            state0.a = 0;
            try {
              return __wasm_bindgen_func_elem_3280(a, state0.b, arg02, arg12);
            } finally {
              state0.a = a;
            }
          };
          const ret = new Promise(cb0);
          return ret;
        } finally {
          state0.a = 0;
        }
      },
      __wbg_next_178c1651c11432b3: function(arg0) {
        const ret = arg0.next;
        return ret;
      },
      __wbg_next_af5ac6a08bb0a717: function() {
        return handleError(function(arg0) {
          const ret = arg0.next();
          return ret;
        }, arguments);
      },
      __wbg_now_463ac581d2fc7ea3: function() {
        const ret = Date.now();
        return ret;
      },
      __wbg_of_027eb15371aac932: function(arg0) {
        const ret = Array.of(arg0);
        return ret;
      },
      __wbg_of_4cc373bef1f715a4: function(arg0, arg1, arg2) {
        const ret = Array.of(arg0, arg1, arg2);
        return ret;
      },
      __wbg_origin_fba7d3755dd37895: function(arg0, arg1) {
        const ret = arg1.origin;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      },
      __wbg_password_6ace9fadcdb503bf: function(arg0, arg1) {
        const ret = arg1.password;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      },
      __wbg_pathname_0a541f1ec71ba5a7: function(arg0, arg1) {
        const ret = arg1.pathname;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      },
      __wbg_protocol_e7b9813a6bd3e53b: function(arg0, arg1) {
        const ret = arg1.protocol;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      },
      __wbg_prototypesetcall_13162965d1fe7aa3: function(arg0, arg1, arg2) {
        Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2);
      },
      __wbg_queueMicrotask_1e8503a8a690f0a3: function(arg0) {
        const ret = arg0.queueMicrotask;
        return ret;
      },
      __wbg_queueMicrotask_4a1a4d8dd332373b: function(arg0) {
        queueMicrotask(arg0);
      },
      __wbg_random_df36b90cd78a7d54: function() {
        const ret = Math.random();
        return ret;
      },
      __wbg_read_e3bea75dace70752: function(arg0) {
        const ret = arg0.read();
        return ret;
      },
      __wbg_removeEventListener_4e20bd5fac3de092: function() {
        return handleError(function(arg0, arg1, arg2, arg3) {
          arg0.removeEventListener(getStringFromWasm0(arg1, arg2), arg3);
        }, arguments);
      },
      __wbg_resolve_dbf78ab4942478b0: function(arg0) {
        const ret = Promise.resolve(arg0);
        return ret;
      },
      __wbg_setTimeout_c0490575569b183a: function() {
        return handleError(function(arg0, arg1) {
          const ret = setTimeout2(arg0, arg1);
          return ret;
        }, arguments);
      },
      __wbg_set_2793479888329cb6: function() {
        return handleError(function(arg0, arg1, arg2) {
          const ret = Reflect.set(arg0, arg1, arg2);
          return ret;
        }, arguments);
      },
      __wbg_set_body_877d5251e78ca815: function(arg0, arg1) {
        arg0.body = arg1;
      },
      __wbg_set_headers_6d75a7df4eb22716: function(arg0, arg1) {
        arg0.headers = arg1;
      },
      __wbg_set_method_639e69af35614d36: function(arg0, arg1, arg2) {
        arg0.method = getStringFromWasm0(arg1, arg2);
      },
      __wbg_set_redirect_a95a432ab7d10765: function(arg0, arg1) {
        arg0.redirect = __wbindgen_enum_RequestRedirect[arg1];
      },
      __wbg_set_signal_0b2eee78907e5ba7: function(arg0, arg1) {
        arg0.signal = arg1;
      },
      __wbg_signal_fac908876f45725d: function(arg0) {
        const ret = arg0.signal;
        return ret;
      },
      __wbg_static_accessor_GLOBAL_THIS_003ee833af9699fc: function() {
        const ret = typeof globalThis === "undefined" ? void 0 : globalThis;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      },
      __wbg_static_accessor_GLOBAL_e4293fb22cbe77da: function() {
        const ret = typeof global === "undefined" ? void 0 : global;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      },
      __wbg_static_accessor_SELF_53bb20457401453d: function() {
        const ret = typeof self === "undefined" ? void 0 : self;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      },
      __wbg_static_accessor_WINDOW_b5e0810bfecb7feb: function() {
        const ret = typeof window === "undefined" ? void 0 : window;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      },
      __wbg_status_cb85b6c8d1769fa1: function(arg0) {
        const ret = arg0.status;
        return ret;
      },
      __wbg_then_656f253a5dd7d8ea: function(arg0, arg1, arg2) {
        const ret = arg0.then(arg1, arg2);
        return ret;
      },
      __wbg_then_e3f7f2d365708be8: function(arg0, arg1) {
        const ret = arg0.then(arg1);
        return ret;
      },
      __wbg_toLowerCase_c0c7c927b41fa95c: function(arg0) {
        const ret = arg0.toLowerCase();
        return ret;
      },
      __wbg_username_75b550f1f5bfb642: function(arg0, arg1) {
        const ret = arg1.username;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      },
      __wbg_value_e0f328965e184931: function(arg0) {
        const ret = arg0.value;
        return ret;
      },
      __wbindgen_generic_0000000000000001: function(arg0, arg1) {
        const ret = makeMutClosure(arg0, arg1, __wasm_bindgen_func_elem_3278);
        return ret;
      },
      __wbindgen_generic_0000000000000002: function(arg0) {
        const ret = arg0;
        return ret;
      },
      __wbindgen_generic_0000000000000003: function(arg0, arg1) {
        const ret = getStringFromWasm0(arg0, arg1);
        return ret;
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
      "./seatwarden_bg.js": import0
    };
  }
  function __wasm_bindgen_func_elem_3280(arg0, arg1, arg2, arg3) {
    wasm.__wasm_bindgen_func_elem_3280(arg0, arg1, arg2, arg3);
  }
  function __wasm_bindgen_func_elem_3278(arg0, arg1, arg2) {
    try {
      const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
      wasm.__wasm_bindgen_func_elem_3278(retptr, arg0, arg1, arg2);
      var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
      var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
      if (r1) {
        throw takeFromExternrefTable0(r0);
      }
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }
  const __wbindgen_enum_RequestRedirect = ["follow", "error", "manual"];
  const CoreFinalization = typeof FinalizationRegistry === "undefined" ? { register: () => {
  }, unregister: () => {
  } } : new FinalizationRegistry((ptr) => wasm.__wbg_core_free(ptr, 1));
  const ListingFinalization = typeof FinalizationRegistry === "undefined" ? { register: () => {
  }, unregister: () => {
  } } : new FinalizationRegistry((ptr) => wasm.__wbg_listing_free(ptr, 1));
  function addToExternrefTable0(obj) {
    const idx = wasm.__wbindgen_export5();
    wasm.__wbindgen_externrefs.set(idx, obj);
    return idx;
  }
  const CLOSURE_DTORS = typeof FinalizationRegistry === "undefined" ? { register: () => {
  }, unregister: () => {
  } } : new FinalizationRegistry((state) => wasm.__wbindgen_export6(state.a, state.b));
  function getArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
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
  function handleError(f, args) {
    try {
      return f.apply(this, args);
    } catch (e) {
      const idx = addToExternrefTable0(e);
      wasm.__wbindgen_export4(idx);
    }
  }
  function isLikeNone(x) {
    return x === void 0 || x === null;
  }
  function makeMutClosure(arg0, arg1, f) {
    const state = { a: arg0, b: arg1, cnt: 1 };
    const real = (...args) => {
      state.cnt++;
      const a = state.a;
      state.a = 0;
      try {
        return f(a, state.b, ...args);
      } finally {
        state.a = a;
        real._wbg_cb_unref();
      }
    };
    real._wbg_cb_unref = () => {
      if (--state.cnt === 0) {
        wasm.__wbindgen_export6(state.a, state.b);
        state.a = 0;
        CLOSURE_DTORS.unregister(state);
      }
    };
    CLOSURE_DTORS.register(real, state, state);
    return real;
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
    wasm.__wbindgen_export7(idx);
    return value;
  }
  let cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
  cachedTextDecoder.decode();
  const MAX_SAFARI_DECODE_BYTES = 2146435072;
  let numBytesDecoded = 0;
  function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
      cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
      cachedTextDecoder.decode();
      numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
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
  function __wbg_finalize_init(instance, module3) {
    wasmInstance = instance;
    wasm = guarded(instance.exports);
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
    const instance = new WebAssembly.Instance(module3, imports);
    return __wbg_finalize_init(instance, module3);
  }
  return { initSync, Core, Listing, run };
}

// js/error.ts
var BRAND = /* @__PURE__ */ Symbol.for("seatwarden.error");
var SeatwardenError = class extends Error {
  /** What a program branches on. */
  code;
  /** The kind of tenant: `"zuora"`; `"unknown"` if the connection didn't say. */
  provider;
  /** The verb that was called: `"provision"`. */
  operation;
  /** Whether the same call may well succeed later. */
  retryable;
  /** Requests that were sent for the call, those for a token not counted. */
  attempts;
  /** Makes the error that `fields` describe; useful in tests of your own code. */
  constructor(fields) {
    super(fields.message, fields.cause === void 0 ? void 0 : { cause: new Error(fields.cause) });
    this.code = fields.code;
    this.provider = fields.provider ?? "unknown";
    this.operation = fields.operation ?? "unknown";
    this.retryable = fields.retryable;
    this.attempts = fields.attempts;
    if (fields.status !== void 0) this.status = fields.status;
    if (fields.retryAfterMs !== void 0) this.retryAfterMs = fields.retryAfterMs;
    if (fields.requestId !== void 0) this.requestId = fields.requestId;
    if (fields.vendor !== void 0) this.vendor = fields.vendor;
    if (fields.hint !== void 0) this.hint = fields.hint;
  }
  /** Whether `value` is a `SeatwardenError`, of this copy of the package or of another one. */
  static is(value) {
    return typeof value === "object" && value !== null && Reflect.get(value, BRAND) === true;
  }
  /** The failure as plain JSON, without the stack: what to send where an error itself loses its `code` (`postMessage`, `structuredClone`). */
  toJSON() {
    const { code, message, status, provider, operation, retryable, retryAfterMs, requestId, vendor, hint, attempts, cause } = this;
    return {
      code,
      message,
      provider,
      operation,
      retryable,
      attempts,
      ...status !== void 0 && { status },
      ...retryAfterMs !== void 0 && { retryAfterMs },
      ...requestId !== void 0 && { requestId },
      ...vendor !== void 0 && { vendor },
      ...hint !== void 0 && { hint },
      ...cause !== void 0 && { cause: cause.message }
    };
  }
};
Object.defineProperty(SeatwardenError.prototype, BRAND, { value: true });
Object.defineProperty(SeatwardenError.prototype, "name", { value: "SeatwardenError", configurable: true, writable: true });
function invalidInput(path, problem, about2 = {}) {
  return new SeatwardenError({ code: "invalid_input", message: `${path}: ${problem}`, retryable: false, attempts: 0, ...about2 });
}

// js/envelope.ts
function open(text, call, signal) {
  const envelope = JSON.parse(text);
  if ("value" in envelope) return envelope.value;
  if ("aborted" in envelope) throw signal?.reason;
  throw new SeatwardenError({ ...call, ...envelope.error });
}
function about(call, read2) {
  try {
    return read2();
  } catch (error) {
    throw SeatwardenError.is(error) ? new SeatwardenError({ ...error.toJSON(), ...call }) : error;
  }
}
function fromCore(call, enter) {
  try {
    return enter();
  } catch (error) {
    throw thrown(error, call);
  }
}
function thrown(error, call) {
  if (typeof error !== "string") return internal(error, call);
  try {
    return new SeatwardenError({ ...call, ...JSON.parse(error) });
  } catch {
    return internal(error, call);
  }
}
function internal(error, call) {
  const name = error instanceof Error ? error.name : typeof error;
  return new SeatwardenError({
    ...call,
    code: "internal",
    message: `Seatwarden failed by a fault of its own in ${call.operation} (${name})`,
    hint: "If this was a write, look at the account before you try again. Please report it, with the verb and the version.",
    retryable: false,
    attempts: 0
  });
}

// js/instance.ts
var isDoor = (name) => !name.startsWith("__") || name === "__wbindgen_start";
var Instance = class {
  /** The core's own functions. */
  core;
  #waiting = /* @__PURE__ */ new Set();
  #timers = /* @__PURE__ */ new Set();
  #ended = false;
  constructor(module3) {
    this.core = make({
      guarded: (exports) => this.#guarded(exports),
      setTimeout: (run, ms) => this.#timer(run, ms),
      clearTimeout: (timer) => this.#clear(timer)
    });
    this.core.initSync({ module: module3 });
  }
  /** Whether it trapped. */
  get ended() {
    return this.#ended;
  }
  /** Asks the core what it answers at once. */
  tell(call, enter) {
    try {
      return enter();
    } catch (error) {
      throw this.#ended ? internal(error, call) : thrown(error, call);
    }
  }
  /** Asks the core, and waits for its answer or for its end. */
  ask(call, enter) {
    return new Promise((resolve, reject) => {
      const end = (error) => reject(internal(error, call));
      this.#waiting.add(end);
      const answered = () => this.#waiting.delete(end);
      try {
        enter().then(
          (text) => {
            answered();
            resolve(text);
          },
          (error) => {
            answered();
            end(error);
          }
        );
      } catch (error) {
        answered();
        end(error);
      }
    });
  }
  /** What leaves an export by an exception leaves the core in the midst of something: then it has ended. */
  #guarded(exports) {
    const guarded = {};
    for (const [name, value] of Object.entries(exports)) {
      guarded[name] = typeof value === "function" ? this.#guard(name, value) : value;
    }
    return guarded;
  }
  /** Tells every call, and leaves no timer behind that would keep Node from ending. */
  #end(error) {
    this.#ended = true;
    for (const end of this.#waiting) end(error);
    this.#waiting.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
  #timer(run, ms) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }
  #clear(timer) {
    this.#timers.delete(timer);
    clearTimeout(timer);
  }
  #guard(name, call) {
    return (...given) => {
      if (this.#ended) {
        if (isDoor(name)) throw new Error("it has ended");
        return void 0;
      }
      try {
        return call(...given);
      } catch (error) {
        this.#end(error);
        if (isDoor(name)) throw error;
        return void 0;
      }
    };
  }
};

// js/wasm.ts
function notLoaded(who, how) {
  return failed(
    "invalid_input",
    `${who} loaded: the slim entry doesn't bring its wasm along`,
    `Call ${how} first, or import from "seatwarden".`
  );
}
function instantiate(from, glue, known, file) {
  try {
    const given = from();
    const module3 = given instanceof WebAssembly.Module ? given : new WebAssembly.Module(given);
    if (!WebAssembly.Module.exports(module3).some(({ name }) => name === known)) throw new Error(`it doesn't export what ${file} does`);
    glue({ module: module3 });
    return module3;
  } catch (error) {
    throw refused(error, file);
  }
}
async function compile(input, file) {
  const given = await input;
  try {
    const from = isResponse(given) ? await given.arrayBuffer() : given;
    return from instanceof WebAssembly.Module ? from : await WebAssembly.compile(from);
  } catch (error) {
    throw refused(error, file);
  }
}
function isResponse(given) {
  return typeof given?.arrayBuffer === "function";
}
function refused(error, file) {
  if (SeatwardenError.is(error)) return error;
  const said = error instanceof Error ? error.message : "";
  if (typeof WebAssembly === "undefined") {
    const hint = "Use a runtime that has it. Node's --jitless, Safari's Lockdown Mode and some browsers' strict modes switch it off.";
    return failed("not_supported", "This runtime has no WebAssembly", hint, said);
  }
  if (/unsafe-eval|\bCSP\b|content security policy|disallowed by embedder/i.test(said)) {
    return failed(
      "not_supported",
      "The page's Content-Security-Policy, or the runtime, forbids to compile WebAssembly",
      `Add 'wasm-unsafe-eval' to the script-src directive. In a Worker (workerd), let your bundler use the condition "workerd".`,
      said
    );
  }
  return failed(
    "invalid_input",
    `${file} didn't start: these bytes are not the wasm of this version of Seatwarden`,
    `Use the ${file} that came with this version of the package.`,
    said
  );
}
function failed(code, message, hint, cause) {
  return new SeatwardenError({
    code,
    message,
    hint,
    operation: "connect",
    retryable: false,
    attempts: 0,
    ...cause !== void 0 && cause !== "" && { cause }
  });
}

// js/core.ts
var source;
var module2;
var running;
function provide(from) {
  source = from;
}
function core() {
  if (running === void 0 || running.ended) {
    if (module2 === void 0) {
      if (source === void 0) throw notLoaded("The core isn't", "initSync(moduleOrBytes) or await init(moduleOrBytesOrResponse)");
      start(source);
    } else {
      running = new Instance(module2);
    }
  }
  return running;
}
function start(from) {
  if (module2 !== void 0) return;
  const begin = (made) => {
    running = new Instance(made.module);
  };
  module2 = instantiate(from, begin, "core_call", "seatwarden.wasm");
}
function letGo(held) {
  try {
    held.free();
  } catch {
  }
}

// js/json.ts
var MAX_DEPTH = 100;
var UNREADABLE = "could not be read: reading it threw an error";
function encode(value, path) {
  return reading(path === "" ? "input" : path, () => JSON.stringify(plain(value, path, [])));
}
function reading(path, read2) {
  try {
    return read2();
  } catch (error) {
    throw SeatwardenError.is(error) ? error : invalidInput(path, UNREADABLE);
  }
}
function plain(value, path, above) {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw invalidInput(path, `${value} is not a number that JSON has`);
      return value;
    case "object":
      if (value === null) return null;
      if (above.includes(value)) throw invalidInput(path, "contains itself");
      if (above.length >= MAX_DEPTH) throw invalidInput(path, "is nested too deeply");
      return container(value, path, [...above, value]);
    case "undefined":
      throw invalidInput(path, "is missing");
    default:
      throw invalidInput(path, `${article(typeof value)} can't be sent as JSON`);
  }
}
function container(value, path, above) {
  if (Array.isArray(value)) return list(Array.from(value, (item, index) => plain(item, `${path}[${index}]`, above)));
  const { toJSON } = value;
  if (typeof toJSON === "function") return plain(toJSON.call(value, ""), path, above);
  if (!isPlain(value)) throw invalidInput(path, `${article(kind(value))} can't be sent as JSON; give a plain object`);
  const copy = /* @__PURE__ */ Object.create(null);
  eachField(value, path, (key, item, below) => {
    if (item !== void 0) copy[key] = plain(item, below, above);
  });
  return copy;
}
function list(items) {
  return "toJSON" in items ? Object.defineProperty(items, "toJSON", { value: void 0 }) : items;
}
function eachField(value, path, take2) {
  for (const key of Reflect.ownKeys(value)) {
    if (!Object.prototype.propertyIsEnumerable.call(value, key)) continue;
    if (typeof key === "symbol") throw invalidInput(path, "has a symbol as a key, which can't be sent as JSON");
    const below = path === "" ? key : `${path}.${key}`;
    take2(key, read(value, key, below), below);
  }
}
function read(from, key, path) {
  try {
    return from[key];
  } catch {
    throw invalidInput(path, UNREADABLE);
  }
}
function isPlain(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function kind(value) {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  try {
    if (Array.isArray(value)) return "array";
    const name = value.constructor?.name;
    if (typeof name === "string" && name !== "") return name;
  } catch {
  }
  return "object";
}
function article(word) {
  if (word === "null" || word === "undefined") return word;
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}

// js/host.ts
var FUNCTIONS = ["fetch", "sleep", "now", "random"];
var SINKS = ["onEvent", "onAudit"];
var CLIENT_KEYS = /* @__PURE__ */ new Set([
  ...FUNCTIONS,
  ...SINKS,
  "tokenStore",
  "maxAttempts",
  "concurrency",
  "maxRequestsPerSecond",
  "actor"
]);
function readClientOptions(options) {
  const { hooks, rest } = readHost(object(options));
  return { json: encode(rest, "options"), hooks };
}
function readHost(options) {
  const rest = { ...options };
  const hooks = {};
  for (const key of FUNCTIONS) {
    const given = takeFunction(rest, key);
    if (given === void 0) continue;
    if (key === "now") refuseNoClock(given);
    hooks[key] = given;
  }
  for (const key of SINKS) {
    const sink = takeFunction(rest, key);
    if (sink !== void 0) hooks[key] = (json) => tell(sink, JSON.parse(json));
  }
  const store = take(rest, "tokenStore");
  if (store !== void 0) {
    if (!isStore(store)) throw invalidInput("options.tokenStore", "expected an object with the functions get and set");
    hooks.tokenStore = store;
  }
  return { hooks, rest };
}
function readCallOptions(options) {
  const rest = object(options);
  const signal = take(rest, "signal");
  if (signal !== void 0 && !isSignal(signal))
    throw invalidInput("options.signal", `expected an AbortSignal, not ${article(kind(signal))}`);
  return { rest, signal };
}
function readBatchOptions(options) {
  const { rest, signal } = readCallOptions(options);
  const onProgress = take(rest, "onProgress");
  if (onProgress !== void 0 && typeof onProgress !== "function") {
    throw invalidInput("options.onProgress", `expected a function, not ${article(kind(onProgress))}`);
  }
  return { rest, signal, onProgress };
}
function partOptions(options) {
  const client = {};
  const call = {};
  for (const [key, value] of Object.entries(object(options))) (CLIENT_KEYS.has(key) ? client : call)[key] = value;
  return { client, call };
}
function object(options) {
  if (options === void 0) return {};
  return reading("options", () => {
    if (!isPlain(options)) throw invalidInput("options", `expected an object, not ${article(kind(options))}`);
    const copy = /* @__PURE__ */ Object.create(null);
    eachField(options, "options", (key, value) => {
      copy[key] = value;
    });
    return copy;
  });
}
function take(from, key) {
  const value = from[key];
  delete from[key];
  return value;
}
function takeFunction(from, key) {
  const value = take(from, key);
  if (value === void 0 || typeof value === "function") return value;
  throw invalidInput(`options.${key}`, `expected a function, not ${article(kind(value))}`);
}
function refuseNoClock(now) {
  const time = reading("options.now", now);
  if (Number.isFinite(time)) return;
  throw invalidInput("options.now", `gave ${typeof time === "number" ? time : article(kind(time))}, not milliseconds since 1970`);
}
function tell(whom, ...told) {
  try {
    Promise.resolve(whom(...told)).catch(() => {
    });
  } catch {
  }
}
function isStore(value) {
  const store = value;
  return reading(
    "options.tokenStore",
    () => typeof store === "object" && store !== null && typeof store.get === "function" && typeof store.set === "function"
  );
}
function isSignal(value) {
  const signal = value;
  return reading(
    "options.signal",
    () => typeof signal === "object" && signal !== null && typeof signal.aborted === "boolean" && typeof signal.addEventListener === "function"
  );
}

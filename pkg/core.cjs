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
  Core: () => Core,
  Listing: () => Listing,
  SeatwardenError: () => SeatwardenError,
  ensureCore: () => ensureCore,
  initSync: () => initSync,
  invalidInput: () => invalidInput,
  letGo: () => letGo,
  provide: () => provide,
  refused: () => refused,
  run: () => run,
  start: () => start
});
module.exports = __toCommonJS(core_exports);

// target/wasm/core/seatwarden.js
var Core = class {
  __destroy_into_raw() {
    const ptr = this.__wbg_ptr;
    this.__wbg_ptr = 0;
    CoreFinalization.unregister(this);
    return ptr;
  }
  free() {
    const ptr = this.__destroy_into_raw();
    __wbg_call_guard();
    try {
      wasm.__wbg_core_free(ptr, 0);
    } catch (e) {
      __wbg_handle_catch(e);
    }
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
      ptr0 = passStringToWasm0(action, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passStringToWasm0(input, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
      len1 = WASM_VECTOR_LEN;
      ptr2 = passStringToWasm0(options, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
      len2 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr2) {
        wasm.__wbindgen_export4(ptr2, len2 * 1, 1);
      }
      if (ptr1) {
        wasm.__wbindgen_export4(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_export4(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    let ret;
    __wbg_call_guard();
    try {
      ret = wasm.core_call(this.__wbg_ptr, ptr0, len0, ptr1, len1, ptr2, len2, isLikeNone(signal) ? 0 : addToExternrefTable0(signal));
    } catch (e) {
      __wbg_handle_catch(e);
    }
    return ret;
  }
  /**
   * Forgets the token of the connection as soon as no other client uses it.
   */
  forget() {
    __wbg_call_guard();
    try {
      wasm.core_forget(this.__wbg_ptr);
    } catch (e) {
      __wbg_handle_catch(e);
    }
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
        ptr0 = passStringToWasm0(query, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len1 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr1) {
          wasm.__wbindgen_export4(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_export4(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      __wbg_call_guard();
      try {
        wasm.core_list(retptr, this.__wbg_ptr, ptr0, len0, ptr1, len1, isLikeNone(signal) ? 0 : addToExternrefTable0(signal));
      } catch (e) {
        __wbg_handle_catch(e);
      }
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
        ptr0 = passStringToWasm0(connection, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        len1 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr1) {
          wasm.__wbindgen_export4(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_export4(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      __wbg_call_guard();
      try {
        wasm.core_new(retptr, ptr0, len0, ptr1, len1, hooks);
      } catch (e) {
        __wbg_handle_catch(e);
      }
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
};
if (Symbol.dispose) Core.prototype[Symbol.dispose] = Core.prototype.free;
var Listing = class _Listing {
  static __wrap(ptr) {
    const obj = Object.create(_Listing.prototype);
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
    __wbg_call_guard();
    try {
      wasm.__wbg_listing_free(ptr, 0);
    } catch (e) {
      __wbg_handle_catch(e);
    }
  }
  /**
   * The next page, as [`Core::call`] resolves; its value is null after the last one.
   * @returns {Promise<any>}
   */
  next() {
    let ret;
    __wbg_call_guard();
    try {
      ret = wasm.listing_next(this.__wbg_ptr);
    } catch (e) {
      __wbg_handle_catch(e);
    }
    return ret;
  }
};
if (Symbol.dispose) Listing.prototype[Symbol.dispose] = Listing.prototype.free;
function run(step, hooks, signal) {
  const ptr0 = passStringToWasm0(step, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
  const len0 = WASM_VECTOR_LEN;
  let ret;
  __wbg_call_guard();
  try {
    ret = wasm.run(ptr0, len0, hooks, isLikeNone(signal) ? 0 : addToExternrefTable0(signal));
  } catch (e) {
    __wbg_handle_catch(e);
  }
  return ret;
}
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    __wbg___wbindgen_is_falsy_d864b623500ae65d: function() {
      return wrapError(function(arg0) {
        const ret = !arg0;
        return ret;
      }, arguments);
    },
    __wbg___wbindgen_is_function_741ff2bb612836f5: function() {
      return wrapError(function(arg0) {
        const ret = typeof arg0 === "function";
        return ret;
      }, arguments);
    },
    __wbg___wbindgen_is_null_c22311b1cc228e3a: function() {
      return wrapError(function(arg0) {
        const ret = arg0 === null;
        return ret;
      }, arguments);
    },
    __wbg___wbindgen_is_object_8b968c3ab8e96595: function() {
      return wrapError(function(arg0) {
        const val = arg0;
        const ret = typeof val === "object" && val !== null;
        return ret;
      }, arguments);
    },
    __wbg___wbindgen_is_undefined_be5b34249ff1fc15: function() {
      return wrapError(function(arg0) {
        const ret = arg0 === void 0;
        return ret;
      }, arguments);
    },
    __wbg___wbindgen_number_get_934b640d0889af78: function() {
      return wrapError(function(arg0, arg1) {
        const obj = arg1;
        const ret = typeof obj === "number" ? obj : void 0;
        getDataViewMemory0().setFloat64((arg0 >>> 0) + 8 * 1, isLikeNone(ret) ? 0 : ret, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, !isLikeNone(ret), true);
      }, arguments);
    },
    __wbg___wbindgen_panic_error_0057a448c5707437: function() {
      return wrapError(function(arg0) {
        const ret = new PanicError(arg0);
        return ret;
      }, arguments);
    },
    __wbg___wbindgen_rethrow_d953c34c2e20677f: function() {
      return wrapError(function(arg0) {
        throw new WebAssembly.Exception(__wbindgen_wrapped_jstag, [arg0]);
      }, arguments);
    },
    __wbg___wbindgen_string_get_7ce8eee7fd327545: function() {
      return wrapError(function(arg0, arg1) {
        const obj = arg1;
        const ret = typeof obj === "string" ? obj : void 0;
        var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        var len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      }, arguments);
    },
    __wbg___wbindgen_throw_4c88d8bf264fd984: function() {
      return wrapError(function(arg0, arg1) {
        throw new WebAssembly.Exception(__wbindgen_wrapped_jstag, [new Error(getStringFromWasm0(arg0, arg1))]);
      }, arguments);
    },
    __wbg__wbg_cb_unref_09736879a3f67559: function() {
      return wrapError(function(arg0) {
        arg0._wbg_cb_unref();
      }, arguments);
    },
    __wbg_abort_f8d1589eb0c65ee2: function() {
      return wrapError(function(arg0) {
        arg0.abort();
      }, arguments);
    },
    __wbg_aborted_31456edf1be00084: function() {
      return wrapError(function(arg0) {
        const ret = arg0.aborted;
        return ret;
      }, arguments);
    },
    __wbg_addEventListener_847fd86b8c33ec43: function() {
      return wrapError(function(arg0, arg1, arg2, arg3) {
        arg0.addEventListener(getStringFromWasm0(arg1, arg2), arg3);
      }, arguments);
    },
    __wbg_apply_bfe2b07b146427e2: function() {
      return wrapError(function(arg0, arg1, arg2) {
        const ret = arg0.apply(arg1, arg2);
        return ret;
      }, arguments);
    },
    __wbg_arrayBuffer_2c99a9ba14ba536c: function() {
      return wrapError(function(arg0) {
        const ret = arg0.arrayBuffer();
        return ret;
      }, arguments);
    },
    __wbg_body_0da01a9a056907d8: function() {
      return wrapError(function(arg0) {
        const ret = arg0.body;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      }, arguments);
    },
    __wbg_call_40b008ba32f73991: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg0.call(arg1);
        return ret;
      }, arguments);
    },
    __wbg_call_a410eb4b59ed5965: function() {
      return wrapError(function(arg0, arg1, arg2) {
        const ret = arg0.call(arg1, arg2);
        return ret;
      }, arguments);
    },
    __wbg_call_fc92fee6137d452d: function() {
      return wrapError(function(arg0, arg1, arg2, arg3) {
        const ret = arg0.call(arg1, arg2, arg3);
        return ret;
      }, arguments);
    },
    __wbg_clearTimeout_e3129dfd47622cf5: function() {
      return wrapError(function(arg0) {
        clearTimeout(arg0);
      }, arguments);
    },
    __wbg_done_57e08d0be6e30c02: function() {
      return wrapError(function(arg0) {
        const ret = arg0.done;
        return ret;
      }, arguments);
    },
    __wbg_getReader_fadcafe607253a67: function() {
      return wrapError(function(arg0) {
        const ret = arg0.getReader();
        return ret;
      }, arguments);
    },
    __wbg_get_2080c49015e35254: function() {
      return wrapError(function(arg0, arg1) {
        const ret = Reflect.get(arg0, arg1);
        return ret;
      }, arguments);
    },
    __wbg_get_635eea311fa1a291: function() {
      return wrapError(function(arg0, arg1) {
        const ret = Reflect.get(arg0, arg1);
        return ret;
      }, arguments);
    },
    __wbg_get_d7176cfb76d71114: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg0[arg1 >>> 0];
        return ret;
      }, arguments);
    },
    __wbg_hostname_8ccf6cf3da91c969: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg1.hostname;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      }, arguments);
    },
    __wbg_instanceof_Object_97e16a01fd368661: function() {
      return wrapError(function(arg0) {
        let result;
        try {
          result = arg0 instanceof Object;
        } catch (_) {
          result = false;
        }
        const ret = result;
        return ret;
      }, arguments);
    },
    __wbg_isArray_bcf1376d0d732d08: function() {
      return wrapError(function(arg0) {
        const ret = Array.isArray(arg0);
        return ret;
      }, arguments);
    },
    __wbg_is_2248ff2b575d60c7: function() {
      return wrapError(function(arg0, arg1) {
        const ret = Object.is(arg0, arg1);
        return ret;
      }, arguments);
    },
    __wbg_iterator_e4c5e8f68ada7b58: function() {
      return wrapError(function() {
        const ret = Symbol.iterator;
        return ret;
      }, arguments);
    },
    __wbg_length_186163212ffe79c3: function() {
      return wrapError(function(arg0) {
        const ret = arg0.length;
        return ret;
      }, arguments);
    },
    __wbg_new_13de428334042d26: function() {
      return wrapError(function(arg0) {
        const ret = new Uint8Array(arg0);
        return ret;
      }, arguments);
    },
    __wbg_new_5f28518387ad0e34: function() {
      return wrapError(function() {
        const ret = new AbortController();
        return ret;
      }, arguments);
    },
    __wbg_new_96baed0986e0d99f: function() {
      return wrapError(function(arg0, arg1) {
        const ret = new URL(getStringFromWasm0(arg0, arg1));
        return ret;
      }, arguments);
    },
    __wbg_new_ba40181b3f24ac80: function() {
      return wrapError(function(arg0, arg1) {
        try {
          var state0 = { a: arg0, b: arg1 };
          var cb0 = (arg02, arg12) => {
            const a = state0.a;
            state0.a = 0;
            try {
              return __wasm_bindgen_func_elem_1668(a, state0.b, arg02, arg12);
            } finally {
              state0.a = a;
            }
          };
          const ret = new Promise(cb0);
          return ret;
        } finally {
          state0.a = 0;
        }
      }, arguments);
    },
    __wbg_new_cd4348290afae586: function() {
      return wrapError(function() {
        const ret = new Object();
        return ret;
      }, arguments);
    },
    __wbg_next_178c1651c11432b3: function() {
      return wrapError(function(arg0) {
        const ret = arg0.next;
        return ret;
      }, arguments);
    },
    __wbg_next_af5ac6a08bb0a717: function() {
      return wrapError(function(arg0) {
        const ret = arg0.next();
        return ret;
      }, arguments);
    },
    __wbg_now_463ac581d2fc7ea3: function() {
      return wrapError(function() {
        const ret = Date.now();
        return ret;
      }, arguments);
    },
    __wbg_of_027eb15371aac932: function() {
      return wrapError(function(arg0) {
        const ret = Array.of(arg0);
        return ret;
      }, arguments);
    },
    __wbg_of_4cc373bef1f715a4: function() {
      return wrapError(function(arg0, arg1, arg2) {
        const ret = Array.of(arg0, arg1, arg2);
        return ret;
      }, arguments);
    },
    __wbg_origin_fba7d3755dd37895: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg1.origin;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      }, arguments);
    },
    __wbg_password_6ace9fadcdb503bf: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg1.password;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      }, arguments);
    },
    __wbg_pathname_0a541f1ec71ba5a7: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg1.pathname;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      }, arguments);
    },
    __wbg_protocol_e7b9813a6bd3e53b: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg1.protocol;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      }, arguments);
    },
    __wbg_prototypesetcall_13162965d1fe7aa3: function() {
      return wrapError(function(arg0, arg1, arg2) {
        Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2);
      }, arguments);
    },
    __wbg_queueMicrotask_1e8503a8a690f0a3: function() {
      return wrapError(function(arg0) {
        const ret = arg0.queueMicrotask;
        return ret;
      }, arguments);
    },
    __wbg_queueMicrotask_4a1a4d8dd332373b: function() {
      return wrapError(function(arg0) {
        queueMicrotask(arg0);
      }, arguments);
    },
    __wbg_random_df36b90cd78a7d54: function() {
      return wrapError(function() {
        const ret = Math.random();
        return ret;
      }, arguments);
    },
    __wbg_read_e3bea75dace70752: function() {
      return wrapError(function(arg0) {
        const ret = arg0.read();
        return ret;
      }, arguments);
    },
    __wbg_removeEventListener_4e20bd5fac3de092: function() {
      return wrapError(function(arg0, arg1, arg2, arg3) {
        arg0.removeEventListener(getStringFromWasm0(arg1, arg2), arg3);
      }, arguments);
    },
    __wbg_resolve_dbf78ab4942478b0: function() {
      return wrapError(function(arg0) {
        const ret = Promise.resolve(arg0);
        return ret;
      }, arguments);
    },
    __wbg_setTimeout_c0490575569b183a: function() {
      return wrapError(function(arg0, arg1) {
        const ret = setTimeout(arg0, arg1);
        return ret;
      }, arguments);
    },
    __wbg_set_2793479888329cb6: function() {
      return wrapError(function(arg0, arg1, arg2) {
        const ret = Reflect.set(arg0, arg1, arg2);
        return ret;
      }, arguments);
    },
    __wbg_set_body_877d5251e78ca815: function() {
      return wrapError(function(arg0, arg1) {
        arg0.body = arg1;
      }, arguments);
    },
    __wbg_set_headers_6d75a7df4eb22716: function() {
      return wrapError(function(arg0, arg1) {
        arg0.headers = arg1;
      }, arguments);
    },
    __wbg_set_method_639e69af35614d36: function() {
      return wrapError(function(arg0, arg1, arg2) {
        arg0.method = getStringFromWasm0(arg1, arg2);
      }, arguments);
    },
    __wbg_set_redirect_a95a432ab7d10765: function() {
      return wrapError(function(arg0, arg1) {
        arg0.redirect = __wbindgen_enum_RequestRedirect[arg1];
      }, arguments);
    },
    __wbg_set_signal_0b2eee78907e5ba7: function() {
      return wrapError(function(arg0, arg1) {
        arg0.signal = arg1;
      }, arguments);
    },
    __wbg_signal_fac908876f45725d: function() {
      return wrapError(function(arg0) {
        const ret = arg0.signal;
        return ret;
      }, arguments);
    },
    __wbg_static_accessor_GLOBAL_THIS_003ee833af9699fc: function() {
      return wrapError(function() {
        const ret = typeof globalThis === "undefined" ? void 0 : globalThis;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      }, arguments);
    },
    __wbg_static_accessor_GLOBAL_e4293fb22cbe77da: function() {
      return wrapError(function() {
        const ret = typeof global === "undefined" ? void 0 : global;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      }, arguments);
    },
    __wbg_static_accessor_SELF_53bb20457401453d: function() {
      return wrapError(function() {
        const ret = typeof self === "undefined" ? void 0 : self;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      }, arguments);
    },
    __wbg_static_accessor_WINDOW_b5e0810bfecb7feb: function() {
      return wrapError(function() {
        const ret = typeof window === "undefined" ? void 0 : window;
        return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
      }, arguments);
    },
    __wbg_status_cb85b6c8d1769fa1: function() {
      return wrapError(function(arg0) {
        const ret = arg0.status;
        return ret;
      }, arguments);
    },
    __wbg_then_656f253a5dd7d8ea: function() {
      return wrapError(function(arg0, arg1, arg2) {
        const ret = arg0.then(arg1, arg2);
        return ret;
      }, arguments);
    },
    __wbg_then_e3f7f2d365708be8: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg0.then(arg1);
        return ret;
      }, arguments);
    },
    __wbg_username_75b550f1f5bfb642: function() {
      return wrapError(function(arg0, arg1) {
        const ret = arg1.username;
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export2, wasm.__wbindgen_export3);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      }, arguments);
    },
    __wbg_value_e0f328965e184931: function() {
      return wrapError(function(arg0) {
        const ret = arg0.value;
        return ret;
      }, arguments);
    },
    __wbindgen_generic_0000000000000001: function() {
      return wrapError(function(arg0, arg1) {
        const ret = makeMutClosure(arg0, arg1, __wasm_bindgen_func_elem_1666);
        return ret;
      }, arguments);
    },
    __wbindgen_generic_0000000000000002: function() {
      return wrapError(function(arg0) {
        const ret = arg0;
        return ret;
      }, arguments);
    },
    __wbindgen_generic_0000000000000003: function() {
      return wrapError(function(arg0, arg1) {
        const ret = getStringFromWasm0(arg0, arg1);
        return ret;
      }, arguments);
    },
    __wbindgen_init_externref_table: function() {
      return wrapError(function() {
        const table = wasm.__wbindgen_externrefs;
        table.set(0, void 0);
        table.set(1024, void 0);
        table.set(1025, null);
        table.set(1026, true);
        table.set(1027, false);
      }, arguments);
    },
    __wbindgen_jstag: __wbindgen_jstag_polyfill,
    __wbindgen_wrapped_jstag
  };
  return {
    __proto__: null,
    "./seatwarden_bg.js": import0
  };
}
var __wbindgen_jstag_polyfill = new WebAssembly.Tag({ parameters: ["externref"] });
var __wbindgen_wrapped_jstag = new WebAssembly.Tag({ parameters: ["externref"] });
var __wbg_terminated_addr;
var __wbg_called_abort = false;
function __wbg_call_abort_hook() {
  __wbg_called_abort = true;
  try {
    const idx = getInt32ArrayMemory0()[wasm.__abort_handler.value / 4];
    if (idx) wasm.__wbindgen_export.get(idx)();
  } catch (_) {
  }
}
function __wbg_handle_catch(e) {
  if (e instanceof WebAssembly.Exception && e.is(__wbindgen_wrapped_jstag)) {
    throw e.getArg(__wbindgen_wrapped_jstag, 0);
  }
  getInt32ArrayMemory0()[__wbg_terminated_addr] = 1;
  __wbg_call_abort_hook();
  throw e;
}
function __wbg_call_guard() {
  __wbg_terminated_addr ??= wasm.__instance_terminated.value / 4;
  const flag = getInt32ArrayMemory0()[__wbg_terminated_addr];
  if (flag) {
    if (!__wbg_called_abort) {
      __wbg_call_abort_hook();
    }
    throw new Error("Module terminated");
  }
}
function __wasm_bindgen_func_elem_1668(arg0, arg1, arg2, arg3) {
  __wbg_call_guard();
  try {
    wasm.__wasm_bindgen_func_elem_1668(arg0, arg1, arg2, arg3);
  } catch (e) {
    __wbg_handle_catch(e);
  }
}
function __wasm_bindgen_func_elem_1666(arg0, arg1, arg2) {
  try {
    const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
    __wbg_call_guard();
    try {
      wasm.__wasm_bindgen_func_elem_1666(retptr, arg0, arg1, arg2);
    } catch (e) {
      __wbg_handle_catch(e);
    }
    var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
    var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
    if (r1) {
      throw takeFromExternrefTable0(r0);
    }
  } finally {
    wasm.__wbindgen_add_to_stack_pointer(16);
  }
}
var __wbindgen_enum_RequestRedirect = ["follow", "error", "manual"];
var CoreFinalization = typeof FinalizationRegistry === "undefined" ? { register: () => {
}, unregister: () => {
} } : new FinalizationRegistry((ptr) => wasm.__wbg_core_free(ptr, 1));
var ListingFinalization = typeof FinalizationRegistry === "undefined" ? { register: () => {
}, unregister: () => {
} } : new FinalizationRegistry((ptr) => wasm.__wbg_listing_free(ptr, 1));
function addToExternrefTable0(obj) {
  const idx = wasm.__wbindgen_export5();
  wasm.__wbindgen_externrefs.set(idx, obj);
  return idx;
}
var CLOSURE_DTORS = typeof FinalizationRegistry === "undefined" ? { register: () => {
}, unregister: () => {
} } : new FinalizationRegistry((state) => wasm.__wbindgen_export6(state.a, state.b));
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
var cachedInt32ArrayMemory0 = null;
function getInt32ArrayMemory0() {
  if (cachedInt32ArrayMemory0 === null || cachedInt32ArrayMemory0.byteLength === 0) {
    cachedInt32ArrayMemory0 = new Int32Array(wasm.memory.buffer);
  }
  return cachedInt32ArrayMemory0;
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
var PanicError = class extends Error {
};
Object.defineProperty(PanicError.prototype, "name", {
  value: "PanicError"
});
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
function wrapError(f, args) {
  try {
    return f.apply(this, args);
  } catch (e) {
    if (e instanceof WebAssembly.Exception) throw e;
    throw new WebAssembly.Exception(__wbindgen_jstag_polyfill, [e], { traceStack: true });
  }
}
var wasmModule;
var wasmInstance;
var wasm;
function __wbg_finalize_init(instance, module2) {
  wasmInstance = instance;
  wasm = instance.exports;
  wasmModule = module2;
  cachedDataViewMemory0 = null;
  cachedInt32ArrayMemory0 = null;
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
  /** The failure as plain JSON, without the stack. */
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
function invalidInput(path, problem, about = {}) {
  return new SeatwardenError({ code: "invalid_input", message: `${path}: ${problem}`, retryable: false, attempts: 0, ...about });
}

// js/core.ts
var source;
var started = false;
function provide(from) {
  source = from;
}
function ensureCore() {
  if (started) return;
  if (source === void 0) {
    throw failed(
      "invalid_input",
      "The core isn't loaded: the slim entry doesn't bring its wasm along",
      'Call initSync(moduleOrBytes) or await init(moduleOrBytesOrResponse) first, or import from "seatwarden".'
    );
  }
  start(source);
}
function start(from) {
  if (started) return;
  try {
    const given = from();
    const module2 = given instanceof WebAssembly.Module ? given : new WebAssembly.Module(given);
    if (!WebAssembly.Module.exports(module2).some(({ name }) => name === "core_call"))
      throw new Error("it doesn't export what the core does");
    initSync({ module: module2 });
  } catch (error) {
    throw refused(error);
  }
  started = true;
}
function refused(error) {
  const said = error instanceof Error ? error.message : "";
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
    "The core didn't start: these bytes are not the wasm of this version of Seatwarden",
    "Use the seatwarden.wasm that came with this version of the package.",
    said
  );
}
function letGo(held) {
  try {
    held.free();
  } catch {
  }
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

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
var __reExport = (target, mod, secondTarget) => (__copyProps(target, mod, "default"), secondTarget && __copyProps(secondTarget, mod, "default"));
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// js/entry/slim.ts
var slim_exports = {};
__export(slim_exports, {
  init: () => init,
  initSync: () => initSync,
  initWebhooks: () => import_slim.initWebhooks,
  initWebhooksSync: () => import_slim.initWebhooksSync,
  parseWebhook: () => import_slim.parseWebhook,
  run: () => run,
  verifyWebhook: () => import_slim.verifyWebhook,
  webhookChallenge: () => import_slim.webhookChallenge
});
module.exports = __toCommonJS(slim_exports);
var import_core = require("./core.cjs");
var import_run = require("./step.cjs");
var import_wasm = require("./core.cjs");
__reExport(slim_exports, require("./client.cjs"), module.exports);
var import_slim = require("./webhooks-slim.cjs");
var run = /* @__PURE__ */ (0, import_run.steps)(async () => (await Promise.resolve().then(() => __toESM(require("./webhooks-slim.cjs"), 1))).webhookStep);
function initSync(moduleOrBytes) {
  (0, import_core.start)(() => moduleOrBytes);
}
async function init(moduleOrBytesOrResponse) {
  const module2 = await (0, import_wasm.compile)(moduleOrBytesOrResponse, "seatwarden.wasm");
  (0, import_core.start)(() => module2);
}

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

// js/entry/default.ts
var default_exports = {};
__export(default_exports, {
  parseWebhook: () => import_default.parseWebhook,
  run: () => run,
  verifyWebhook: () => import_default.verifyWebhook,
  webhookChallenge: () => import_default.webhookChallenge
});
module.exports = __toCommonJS(default_exports);
var import_core_wasm = __toESM(require("./core-wasm.cjs"), 1);
var import_core = require("./core.cjs");
var import_inlined = require("./inlined.cjs");
var import_run = require("./step.cjs");
__reExport(default_exports, require("./client.cjs"), module.exports);
var import_default = require("./webhooks.cjs");
var run = /* @__PURE__ */ (0, import_run.steps)(async () => (await Promise.resolve().then(() => __toESM(require("./webhooks.cjs"), 1))).webhookStep);
(0, import_core.provide)(() => (0, import_inlined.unpack)(import_core_wasm.default));

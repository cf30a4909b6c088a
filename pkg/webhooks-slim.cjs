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

// js/webhook/slim.ts
var slim_exports = {};
__export(slim_exports, {
  initWebhooks: () => initWebhooks,
  initWebhooksSync: () => initWebhooksSync,
  parseWebhook: () => parseWebhook,
  verifyWebhook: () => verifyWebhook,
  webhookChallenge: () => webhookChallenge,
  webhookStep: () => webhookStep
});
module.exports = __toCommonJS(slim_exports);
var import_wasm = require("./core.cjs");
var import_door = require("./webhook-door.cjs");
function initWebhooksSync(moduleOrBytes) {
  (0, import_door.startWebhooks)(() => moduleOrBytes);
}
async function initWebhooks(moduleOrBytesOrResponse) {
  const module2 = await (0, import_wasm.compile)(moduleOrBytesOrResponse, "webhooks.wasm");
  (0, import_door.startWebhooks)(() => module2);
}
var { verifyWebhook, parseWebhook, webhookChallenge, webhookStep } = /* @__PURE__ */ (0, import_door.webhooks)(() => {
  throw (0, import_wasm.notLoaded)("The webhooks aren't", "initWebhooksSync(moduleOrBytes) or await initWebhooks(moduleOrBytesOrResponse)");
});

"use strict";
module.exports = {
  wasm: () => require("./webhooks.wasm.cjs"),
  inflate: () => require("./inflate.cjs"),
};

"use strict";
module.exports = {
  wasm: () => require("./sandbox.wasm.cjs"),
  inflate: () => require("./inflate.cjs"),
};

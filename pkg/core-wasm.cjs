"use strict";
module.exports = {
  wasm: () => require("./seatwarden.wasm.cjs"),
  inflate: () => require("./inflate.cjs"),
};

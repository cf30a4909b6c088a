/** The core's wasm, compiled: what `initSync` and `init` of seatwarden/slim take. */
declare const module: WebAssembly.Module;
export default module;

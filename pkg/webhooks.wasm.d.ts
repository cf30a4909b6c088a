/** The webhooks' wasm, compiled: what `initWebhooksSync` and `initWebhooks` of seatwarden/slim take. */
declare const module: WebAssembly.Module;
export default module;

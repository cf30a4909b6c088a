export * from "./worker.cjs";

export * from "./sandbox-server.cjs";

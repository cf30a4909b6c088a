// What js/worker needs of Cloudflare's own modules, by hand: the package depends on none of their types.

declare module "cloudflare:workers" {
  export class DurableObject<Env = unknown> {
    protected ctx: import("./platform.js").ObjectState;
    protected env: Env;
    constructor(ctx: import("./platform.js").ObjectState, env: Env);
  }
  export class WorkflowEntrypoint<Env = unknown> {
    protected env: Env;
    constructor(ctx: unknown, env: Env);
  }
}

declare module "cloudflare:workflows" {
  /** A step that throws it is not tried again. */
  export class NonRetryableError extends Error {
    constructor(message: string, name?: string);
  }
}

/** What can go wrong in a sandbox, and what limits it has. The names are those of the Rust crate's `Faults` and `RateLimit`. */

/** One kind of trouble. */
export type FaultKind =
  /** The request is lost on its way: nothing is done, nothing is answered. */
  | "lostBefore"
  /** The tenant does what was asked, and its answer is lost. */
  | "lostAfter"
  /** The connection breaks before an answer. */
  | "reset"
  /** 429 with no header that says for how long. */
  | "tooMany"
  /** 429 with `Retry-After` and the rate headers. */
  | "tooManyRetryAfter"
  /** 503 from a gateway. */
  | "unavailable"
  /** The tenant does what was asked; its answer breaks off half way. */
  | "cut"
  /** 200 with a page of HTML, as a proxy in between would give it. */
  | "html"
  /** 302 to another host. */
  | "redirect"
  /** The tenant does what was asked and answers late. */
  | "slow"
  /** The vendor's own answer while it is busy: HTTP 200 that says so from Zuora, 503 from the others. */
  | "busy"
  /** 500, 502 or 504 from a gateway. */
  | "serverError"
  /** 200 with JSON that has nothing to do with what was asked. */
  | "garbled"
  /** The tenant does what was asked; its answer says that it is plain text. */
  | "mistyped"
  /** 200 with a body of more than 16 MiB. */
  | "huge"
  /** A proxy in between refuses with 400 and shows all that it was sent, credentials too. */
  | "echo"
  /** The tenant refuses as the fault's `refusal` says. Never by chance. */
  | "refused";

/** What a tenant says when it refuses because a test asked for it. */
export interface Refusal {
  /** The HTTP status. Default: 400. */
  status?: number | undefined;
  /** The text, as the vendor's document has it. */
  message?: string | undefined;
  /** A code, where the vendor has one besides the status: Zoom's `"4711"`, SCIM's `"uniqueness"`. */
  code?: string | undefined;
}

/** A fault for the next request that fits. */
export interface ScriptedFault {
  /** What goes wrong. */
  kind: FaultKind;
  /** Only requests with this method. Default: any. */
  method?: string | undefined;
  /** Only requests to this path, without query; with a `*` at its end, paths that begin so. Default: any. */
  path?: string | undefined;
  /** Requests that fit and are spared before it strikes. Default: 0. */
  skip?: number | undefined;
  /** Requests it strikes. Default: 1. */
  times?: number | undefined;
  /** Whether the tenant did what was asked, where a kind leaves it open: `reset`, `unavailable`, `html`, `serverError`, `garbled` and `huge`. Default: false. */
  applied?: boolean | undefined;
  /** What is said, for `refused`. */
  refusal?: Refusal | undefined;
}

/**
 * How often each kind comes by chance, in a thousand requests (default 0), and how bad it is. One request meets
 * one fault at most, so the chances add up.
 */
export interface Faults extends Partial<Record<Exclude<FaultKind, "refused">, number | undefined>> {
  /** What `slow` adds to the latency, in milliseconds. Default: 45 000. */
  slowMs?: number | undefined;
  /** What `tooManyRetryAfter` asks to wait, in seconds. Default: 2. */
  retryAfterSeconds?: number | undefined;
  /** In which form it does; `none` leaves the rate headers alone to say it. Default: `seconds`. */
  retryAfter?: "none" | "seconds" | "date" | "iso" | undefined;
  /** Faults for the next requests that fit, first come first served; they go before chance. */
  script?: ScriptedFault[] | undefined;
}

/** A limit on requests. */
export interface RateLimit {
  /** So many in each window of so many milliseconds, or a bucket that fills by `perSecond` and holds `burst`. */
  count:
    | {
        /** Counts anew in each window. */
        window: {
          /** The most requests in one. */
          limit: number;
          /** How long one is, in milliseconds. */
          ms: number;
        };
      }
    | {
        /** A bucket of permits: each request takes one. */
        bucket: {
          /** Permits that come in, a second. */
          perSecond: number;
          /** The most permits that it holds, and what it begins with. */
          burst: number;
        };
      };
  /** Whether a refused request is counted too. Default: false. */
  chargeRefused?: boolean | undefined;
  /** Whether answers carry `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset`. Default: true. */
  headers?: boolean | undefined;
  /** How a refusal says when to come back: not at all, in seconds, as an HTTP date or as an ISO time. Default: `"none"`. */
  retryAfter?: "none" | "seconds" | "date" | "iso" | undefined;
}

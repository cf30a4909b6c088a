//! Tenants in memory that behave as the vendor documents say, quirks and limits included.
//!
//! Written from the vendors' documents alone: it can't see the client, so it can't share its
//! mistakes. It has no clock, does no I/O and draws all chance from a seed.
//!
//! | module | what it is |
//! |---|---|
//! | [`Sandbox`] | a tenant behind latency, limits and faults: a request in, an exchange out |
//! | `config`, `reading` | what a sandbox can be told, and how it is read from JSON |
//! | `http`, `json` | requests and answers as values; JSON in few bytes of code |
//! | `fault`, `trouble`, `nonsense` | what can go wrong, when it does, and answers that say nothing |
//! | `rate`, `limits` | how much is too much, and where each lane of a tenant stands |
//! | `record` | what is remembered of each request |
//! | `group` | a stored group as tests see it, natively |
//! | `tenant` | what the sandbox asks of any vendor's tenant |
//! | `store`, `bearer`, `basic`, `idempotency` | what tenants share: records, tokens, passwords, keys |
//! | `zuora` | Zuora's REST API, as the user management guide has it |
//! | `oneid` | Zuora OneID's SCIM API, as its two documents have it |
//! | `zoom` | Zoom's SCIM2 API, as its document has it, contradictions included |
//! | `scim` | a service provider strict to RFC 7643, 7644 and 9865 |
//! | `people`, `random`, `clock`, `fold` | names, chance, dates and lower case |
//! | `wasm` | the same for JavaScript |

mod basic;
mod bearer;
mod clock;
mod config;
mod fault;
mod fold;
#[cfg(not(target_arch = "wasm32"))]
mod group;
mod http;
mod idempotency;
mod json;
mod limits;
mod nonsense;
mod oneid;
mod people;
mod random;
mod rate;
mod reading;
mod record;
mod sandbox;
mod scim;
mod store;
mod tenant;
mod trouble;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod zoom;
mod zuora;

pub use config::{CodeType, Config, ErrorShape, Provider, RecordShape, TokenShape};
pub use fault::{FaultKind, Faults, Refusal, ScriptedFault};
#[cfg(not(target_arch = "wasm32"))]
pub use group::Group;
pub use http::{Delivery, Exchange, Request, Response};
pub use oneid::{
    BulkDelete, CreateBody, DeleteKey, GroupWrites, InactiveShape, OneIdErrors, OneIdOptions,
    PathForm, PutAnswer, PutBody, SwappedNames,
};
pub use people::{LEAVER_EMAIL, LEAVER_USERNAME};
pub use rate::{Count, RateLimit, RetryAfter};
pub use record::Recorded;
pub use sandbox::Sandbox;
pub use scim::{
    ClientAuth, FilterSupport, GroupOptions, GroupPatch, MemberRemoval, MembersShown, Paging,
    Rename, ScimAuth, ScimOptions,
};
pub use zoom::{Plan, ZoomOptions};

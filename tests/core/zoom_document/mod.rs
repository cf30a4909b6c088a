//! Zoom's SCIM2 document, held against the client: every request example is what is sent, every response example is
//! understood, every listed error has its code, every contradiction is accepted. The examples and the errors are files
//! that `tests/vectors/zoom/extract.mjs` cut out of the document; nothing here builds them with the client's own types.

mod errors;
mod examples;
mod facts;
mod groups;
mod keeping;
mod tenant;

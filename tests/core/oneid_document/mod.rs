//! Zuora's two OneID documents, held against the client: the request example is what is sent, the response example is
//! understood, every listed status has its code, every contradiction is accepted. The examples are files that
//! `tests/vectors/oneid/extract.mjs` cut out of the documents; nothing here builds them with the client's own types.

mod examples;
mod facts;
mod leavers;
mod reading;
mod tenant;
mod writing;

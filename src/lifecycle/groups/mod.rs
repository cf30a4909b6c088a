//! Groups: the verbs, and the groups of a person that is provisioned. What a group shall be is an [`aim`]; one
//! loop, in [`bring`], writes what is missing, looks, and tries the server's other ways.

pub mod aim;
pub mod bring;
pub mod create;
pub mod find;
pub mod members;
pub mod memberships;
pub mod result;
pub mod verb;
pub mod wanted;
pub mod write;

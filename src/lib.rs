//! Joiner, mover, leaver for SaaS tenants.

//! Tenants in memory that behave as the vendor documents say.

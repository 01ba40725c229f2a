//! Whether the portal works.

pub mod probes;

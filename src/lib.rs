//! pumice.

pub mod document;
pub mod pipeline;
pub mod readers;
pub mod rules;
pub mod stages;
pub mod writers;

//! The archive: versions of a record laid side by side. What changed between two, what three come to, what a merge lost.
//! Texts in, texts, changes and findings out; knows no disk and no git.

pub mod audit;
pub mod diff;
pub mod life;
pub mod merge;
mod said;

pub use said::Said;

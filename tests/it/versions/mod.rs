//! Versions of a template: promotion between environments, differences between revisions.

mod cli;
mod diff;
mod promote;

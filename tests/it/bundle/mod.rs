//! Bundles: reading, checking, schemas, starting.

mod faulty;
mod good;
mod hostile;
mod kit;
mod schemas;
mod start;

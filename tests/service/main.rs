//! The service over HTTP, on both stores.

mod demonstration;
mod house;
#[allow(dead_code, reason = "benches/service needs more of it")]
mod program;

mod faults;
mod stores;

mod access;
mod access_people;
mod access_provider;
mod access_sign_in;
mod access_support;
mod access_systems;
mod authorisation;
mod catalogue;
mod catalogue_entries;
mod catalogue_judging;
mod frame;
mod frame_input;
mod frame_limits;
mod frame_papers;
mod frame_serving;
mod frame_telemetry;
mod letters;
mod letters_kept;
mod letters_review;
mod letters_system;
mod operations;
mod overrides;
mod registry;
mod store_documents;
mod store_trail;
mod store_trouble;
mod tasks;

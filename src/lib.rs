//! brevsmed, "letter smith": the letter-template and merge engine for public authorities.
//!
//! A municipality's decision begins as a Word template whose text hides field codes, and ends as a
//! letter in a citizen's hand. This crate takes the template, the case data and the answers to the
//! template's yes/no questions, and writes the letter.
//!
//! ```text
//! master.docx + body.docx + elements ─compose─► letter.docx ─docx─► stories, runs, raw fields ─┐
//!                                                                          field codes ◄─field
//!                                      Template: compiled once, immutable, checked ◄─template─┘
//! case data + answers + context ─resolve─► record ─merge─► merged package ─► letter.docx
//!                                                             └─letter─► tree and blocks ─layout─► pages ─pdf─► letter.pdf
//!              catalogue ─► the same template in every context, for every answer ─verify─► a proof
//! template, whole letter, finished letters ─lint─► faults ─validate─► each once, in its author's file ─report─►
//! versions of all of it, kept ─registry─► what is in use today ─archive─► letters kept, reviewed, erased ─api─► systems, people
//! ```
//!
//! # The rooms, from the ground up
//!
//! | room | what lives there | may import |
//! |---|---|---|
//! | [`units`] [`locale`] [`diagnostic`] | lengths as types; Danish, nb, sv, en dates, numbers and words; findings as data, in two languages | – |
//! | [`docx`] | the OPC package, hostile-input limits, stories cut into pieces, fields folded, deterministic writing; no interpretation | ground |
//! | [`field`] | the field language as text: grammar, pictures, formulas, comparison; knows no XML | ground |
//! | [`catalogue`] | contexts, fields, questions, reasons, prices: what a letter may say where, as data | field |
//! | [`template`] | docx + field codes → [`template::Template`]: spans to copy and holes to fill; the names it needs | docx, field |
//! | [`compose`] | master + body + content elements → one document, before it is compiled | template, docx, field |
//! | [`merge`] | data and answers → the letter's package and a receipt; pure | template, field, docx |
//! | [`font`] | the fonts that ship, what stands for what, shaping, subsets for the PDF | units |
//! | [`letter`] | a merged or any docx → a semantic tree and blocks, appearance resolved | docx, field |
//! | [`layout`] | the blocks → pages, as Word sets them | letter, font |
//! | [`pdf`] | pages + tree → tagged PDF/UA-1 and PDF/A-2a | layout, letter, font |
//! | [`render`] | the whole way from a docx to a PDF | pdf, layout, letter, font |
//! | [`inspect`] | a finished PDF read back: what a screen reader will say, and what the pages look like | – |
//! | [`resolve`] | a request in its context → the record and answers to merge, each value with its source | catalogue, merge |
//! | [`verify`] | the proof over every combination of answers, contexts and history | catalogue, template, resolve |
//! | [`versions`] | what differs between versions; promotion of keys; three-way rebase of an override | catalogue, template, docx |
//! | [`contract`] | the JSON Schema of the request that a template needs, and what breaks callers | catalogue, template |
//! | [`eval`] | one field code tried, through the same merge | merge |
//! | [`wire`] | requests and receipts as JSON, records as CSV | merge, resolve, render |
//! | [`policy`] | what an authority decides about its checks: `brevsmed.toml`, words and limits of plain language | ground |
//! | [`lint`] | one walk, one file a rule: what is wrong with a template, and fixes | docx, field, template, letter, catalogue, policy |
//! | [`bundle`] | the files that a catalogue, its templates and test persons are read from and reviewed in | compose, catalogue, wire |
//! | [`validate`] | a bundle judged whole: its files, its letters proved, its test persons' letters read | lint, verify, bundle, render |
//! | [`report`] | what validation found as text, JSON, SARIF, JUnit, GitHub, HTML | validate, lint, inspect |
//! | [`store`] | what is kept, on SQLite or PostgreSQL: documents, files, audit trail, answers | – |
//! | [`tasks`] | follow-up tasks: notices, once each, routed to task packages | store |
//! | [`config`] | how the service is set up: a file and the environment | policy |
//! | [`access`] | who may do what, where: accounts, keys, agreements | store, tasks, config |
//! | [`registry`] | templates over time: versions, overrides, publication, follow-up tasks | bundle, validate, versions, store |
//! | [`archive`] | the letters that were made: kept, reviewed, erased | registry, resolve, render |
//! | [`batch`] | many letters from a file of records | wire, merge |
//! | [`api`] [`cli`] | the edges: HTTP and the command line | everything above |
//!
//! # What is not there, and stays away
//!
//! Checked by `tests/it/architecture.rs`:
//!
//! 1. `docx` and `field` do not know each other; they meet in `template`.
//! 2. Nothing below `store` and the edges reads a file, a clock or the network, spawns, or is `async`.
//!    The same input gives the same bytes on every machine.
//! 3. One crate, one room: pest only in `field`, zip only in `docx`, PDF objects only in `pdf`,
//!    font files only in `font`, decision diagrams only in `verify`, TOML only where settings and bundles are read, SQL only in `store`, axum only in `api`.
//! 4. A bad template is never an `Err`: compiling gives a value and diagnostics. `Err` means "could
//!    not look".
//! 5. A part or a span that merging does not touch is copied byte for byte.
//! 6. A value is never read as a field code; nothing is ever fetched while merging.
//! 7. Every item on a page comes from a node of the letter, or is an artifact.
//! 8. serde at the edges only. Personal data never in a log, in a diagnostic, or in an error.
//!
//! # In one screen
//!
//! ```
//! use brevsmed::merge::{Answer, Answers, MergeOptions, Request, merge};
//! use brevsmed::template::{CompileOptions, Template};
//!
//! let bytes = std::fs::read("fixtures/letters/kort.docx")?;
//! let template = Template::compile(&bytes, &CompileOptions::default())?;
//! let record = brevsmed::wire::read_record(&std::fs::read("fixtures/data/borger-01.json")?)?;
//! let answers = Answers::from([("flettespoergsmaal-00030".to_owned(), Answer::Yes)]);
//! let merged = merge(
//!     &template,
//!     &Request::single(&record, &answers, &MergeOptions::default()),
//! )?;
//! assert!(merged.letter().is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! And a template of a bundle proved, from a zip:
//!
//! ```no_run
//! use brevsmed::docx::{Limits, archive_files};
//! use brevsmed::verify::{Subject, verify};
//!
//! let files = archive_files(&std::fs::read("egeby.zip")?, &Limits::default())?;
//! let bundle = brevsmed::bundle::read(&files).bundle;
//! let view = bundle.view(Some("999")).ok_or("no such authority")?;
//! let letter = view.template("manglerbrev-generelt", None).ok_or("no such template")?;
//! let assembled = view.assemble(letter)?;
//! let proof = verify(&Subject {
//!     template: &assembled.template,
//!     manifest: &letter.manifest,
//!     catalogue: &view.catalogue,
//!     gaps: bundle.gaps,
//!     own: Some(&assembled.composed.own()),
//! });
//! assert!(proof.is_clean());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod access;
pub mod api;
pub mod archive;
pub mod batch;
pub mod bundle;
pub mod catalogue;
pub mod cli;
pub mod compose;
pub mod config;
pub mod contract;
pub mod diagnostic;
pub mod docx;
pub mod eval;
pub mod field;
pub mod font;
pub mod inspect;
pub mod layout;
pub mod letter;
pub mod lint;
pub mod locale;
pub mod merge;
pub mod pdf;
pub mod policy;
pub mod registry;
pub mod render;
pub mod report;
pub mod resolve;
pub mod store;
pub mod tasks;
pub mod template;
pub mod units;
pub mod validate;
pub mod verify;
pub mod versions;
pub mod wire;

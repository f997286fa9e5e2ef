//! The registry: an authority's templates over time.
//!
//! What a bundle holds in files, the registry holds in [`Version`]s: of each [`ItemName`] (a template, an element, the questions) in each
//! realm. A version is made once and never changed; it goes from draft to tested, approved and published, and is used from a day on until a
//! later one takes its place. What is in use in a realm on a day is an [`Edition`]: read as the bundle that it is, so that everything
//! that judges and makes letters of a bundle does so here.
//!
//! ```text
//! draft ─tested in training─► tested ─second person─► approved ─validate, verify─► published ─day comes─► in use ─► outdated │ retired
//! ```

mod acknowledgement;
mod activation;
mod authority;
mod compare;
mod compiled;
mod edition;
mod editions;
mod entries;
mod exchange;
mod follow_up;
mod import;
mod item;
mod judge;
mod life;
mod overrides;
mod package;
mod promotion;
mod publish;
mod responsibility;
mod side_by_side;
mod uses;
mod verdict;
mod version;

pub use acknowledgement::{
    Acknowledgement, RESPONSIBILITY_TEXTS, ResponsibilityText, acknowledge, acknowledgement,
    acknowledgement_needed, responsibility_text,
};
pub use activation::{Activation, Status, of_group, of_template, status};
pub use authority::{
    AddedAuthority, Authority, AuthorityKind, add_authority, authorities, authority,
    shipped_authorities,
};
pub use compare::{Comparison, Side, Sides, compare, rebased_files, sides};
pub use edition::{Contents, Edition, InUse, in_use};
pub use editions::Editions;
pub use entries::{
    EntryError, Revision, authorities_with_own, item_of, own_version, prefix, publish_entries,
    revise,
};
pub use exchange::{ExchangeError, Refused, into_environment, left_out, package_files};
pub use follow_up::{base_of, on_published, review};
pub use import::{import, import_drafts, sorted, versions};
pub use item::{ItemKind, ItemName};
pub use judge::{Judge, JudgeError, Judged, KeptReport, keep_report};
pub use life::{
    Draft, LifeError, approve, draft, may_have, put_aside, retire, rewrite, send_back, tested,
    withdraw,
};
pub use overrides::{
    Dropped, Override, OverrideDraft, contexts_of, drop_override, is_overridable, make_override,
    newest_published, redraft, used_of, used_on,
};
pub use package::{KeyMapped, Mapped, map_package};
pub use promotion::{Promotion, promotions};
pub use publish::{
    Plan, Publication, TouchedOverride, Wanted, find, plan, publish, took_effect, trial,
};
pub use responsibility::{Origin, Responsibility, elements_in, responsibility, responsibility_in};
pub use side_by_side::{Compared, FileChange, side_by_side, with_version};
pub use uses::{
    Use, groups, groups_of, owner, owner_of, uses_of_element, uses_of_master, uses_of_question,
    uses_of_supplier,
};
pub use verdict::{Checked, check_item};
pub use version::{Base, Stage, Step, Verdict, Version, VersionFile};

//! Safety and privacy: S1xx.

mod comments_left_in;
mod custom_xml_with_data;
mod e_mail_of_a_person;
mod embedded_file;
mod external_content;
mod hidden_text;
mod macros;
mod mail_merge_source;
mod personal_metadata;
mod personal_number_in_text;
mod remote_template;
mod script_link;
mod shared;
mod tracked_changes_left_in;
mod unc_or_local_path;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &macros::RULE,
    &external_content::RULE,
    &remote_template::RULE,
    &hidden_text::RULE,
    &comments_left_in::RULE,
    &tracked_changes_left_in::RULE,
    &personal_number_in_text::RULE,
    &personal_metadata::RULE,
    &embedded_file::RULE,
    &script_link::RULE,
    &mail_merge_source::RULE,
    &unc_or_local_path::RULE,
    &custom_xml_with_data::RULE,
    &e_mail_of_a_person::RULE,
];

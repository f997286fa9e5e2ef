//! Letters: made, previewed, reviewed, found, erased.
//!
//! ```text
//! request ─► order of each recipient ─workshop─► letters ─one unit of work─► archive, audit, answer
//! ```
//!
//! A letter is made before anything is written, and all letters of a request are kept together or not at all. Under an idempotency key the
//! request makes them once; a repeat is answered with the same letters, in whatever form it asks for.

mod answer;
mod change;
mod erase;
mod make;
mod preview;
mod read;
mod request;
mod review;
mod settings;
mod shown;
mod trouble;

use super::{Operation, Routes, kinds};
use crate::access::Permission;

const LETTERS: &str = "/v1/{environment}/{authority}/letters";
const LETTER: &str = "/v1/{environment}/{authority}/letters/{letter}";

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .group("Letters")
        .post(
            LETTERS,
            Operation::new("makeLetters", Permission::MakeLetters, "Makes letters and keeps them.")
                .about(make::ABOUT)
                .problems(&[
                    kinds::INVALID,
                    kinds::NOT_FOUND,
                    kinds::MERGE_REFUSED,
                    kinds::CONTEXT_REFUSED,
                    kinds::REASON_NOT_ALLOWED,
                    kinds::REASON_REQUIRED,
                    kinds::TEMPLATE_INACTIVE,
                    kinds::AUTOMATION_OFF,
                    kinds::SEVERAL_LETTERS,
                    kinds::LETTER_NOT_NOW,
                    kinds::ERASED,
                    kinds::PDF_NOT_MADE,
                    kinds::TEMPLATE_UNREADABLE,
                ])
                .replays_itself(),
            make::make_letters,
        )
        .get(
            LETTERS,
            Operation::new("listLetters", Permission::ReadLetters, "Letters, the latest first.")
                .about(
                    "Without personal data. A case system sees those that it had made itself. A page may hold fewer letters than \
                     `limit`, or none, and still have a `next`.",
                )
                .problems(&[kinds::INVALID_QUERY]),
            read::list,
        )
        .post(
            "/v1/{environment}/{authority}/letters/dry-run",
            Operation::new(
                "tryLetter",
                Permission::MakeLetters,
                "What a letter lacks, without making it.",
            )
            .about(
                "Takes the same request as making letters. Nothing is kept. `ready` says whether the letters could be made; `lacks` \
                 lists what hinders them, and answers that would have their default.",
            )
            .problems(&[kinds::INVALID, kinds::NOT_FOUND, kinds::TEMPLATE_UNREADABLE]),
            preview::dry_run,
        )
        .post(
            "/v1/{environment}/{authority}/letters/preview",
            Operation::new(
                "previewLetter",
                Permission::MakeLetters,
                "The letter as it would be, without keeping it.",
            )
            .about("`form` says what it is answered as. The same checks hold as for a letter that is kept.")
            .problems(preview::PROBLEMS),
            preview::of_case,
        )
        .post(
            "/v1/{environment}/{authority}/previews",
            Operation::new(
                "previewWithPerson",
                Permission::ReadTemplates,
                "The letter of a test person, without keeping it.",
            )
            .about("Needs no access to personal data: test persons are invented.")
            .problems(preview::PROBLEMS),
            preview::of_person,
        );
    one_letter(reviewing(erasing(settings::routes(routes))))
}

fn one_letter(routes: Routes) -> Routes {
    routes
        .group("Letters")
        .get(
            LETTER,
            Operation::new("showLetter", Permission::ReadLetters, "A letter.")
                .about(
                    "Without access to personal data the answer is `masked`: no files, no title, no recipient, no answers. With it, the \
                     look is noted in the audit trail.",
                )
                .problems(&[kinds::NOT_FOUND]),
            read::show,
        )
        .get(
            "/v1/{environment}/{authority}/letters/{letter}/receipt",
            Operation::new(
                "showReceipt",
                Permission::ReadLetters,
                "What a letter was made of, field by field, without values.",
            )
            .problems(&[kinds::NOT_FOUND, kinds::ERASED]),
            read::receipt,
        )
        .get(
            "/v1/{environment}/{authority}/letters/{letter}/files/{file}",
            Operation::new("fetchFile", Permission::ReadPersonal, "A file of a letter, as it is sent.")
                .about("`letter.docx`, `letter.pdf`, `enclosure-1.pdf` and so on. The look is noted in the audit trail.")
                .problems(&[kinds::NOT_FOUND, kinds::ERASED]),
            read::file,
        )
}

fn reviewing(routes: Routes) -> Routes {
    const STEPS: &[&super::problem_kinds::Kind] =
        &[kinds::NOT_FOUND, kinds::LETTER_NOT_NOW, kinds::CHANGED, kinds::REVISION_NEEDED];
    routes
        .group("Review")
        .get(
            "/v1/{environment}/{authority}/review-queue",
            Operation::new(
                "listReviewQueue",
                Permission::ReviewLetters,
                "Letters that wait for a caseworker, the oldest first.",
            )
            .problems(&[kinds::INVALID_QUERY]),
            review::queue,
        )
        .get(
            "/v1/{environment}/{authority}/review-queue/statistics",
            Operation::new(
                "showReviewStatistics",
                Permission::ReadLetters,
                "How many letters were approved unchanged, by template and context.",
            )
            .about("What tells whether sending a letter can be left to the case system."),
            review::statistics,
        )
        .post(
            "/v1/{environment}/{authority}/letters/{letter}/approve",
            Operation::new("approveLetter", Permission::ReviewLetters, "Approves a letter that waits.")
                .problems(STEPS),
            review::approve,
        )
        .post(
            "/v1/{environment}/{authority}/letters/{letter}/change",
            Operation::new(
                "changeLetter",
                Permission::ReviewLetters,
                "Makes a letter again with other answers, and approves it.",
            )
            .about(
                "The new letter takes the place of the old one, which is kept as `superseded`. What is not sent is taken from what the \
                 old letter was made from, where the authority keeps that.",
            )
            .problems(&[
                kinds::NOT_FOUND,
                kinds::LETTER_NOT_NOW,
                kinds::CHANGED,
                kinds::REVISION_NEEDED,
                kinds::INPUTS_NOT_KEPT,
                kinds::INVALID,
                kinds::MERGE_REFUSED,
                kinds::CONTEXT_REFUSED,
                kinds::REASON_NOT_ALLOWED,
                kinds::REASON_REQUIRED,
                kinds::PDF_NOT_MADE,
                kinds::TEMPLATE_UNREADABLE,
            ]),
            change::change,
        )
        .post(
            "/v1/{environment}/{authority}/letters/{letter}/reject",
            Operation::new("rejectLetter", Permission::MakeLetters, "Rejects a letter that is not released.")
                .about("It will not be sent. A letter that waits or is approved is rejected by whoever may review letters.")
                .problems(STEPS),
            review::reject,
        )
        .post(
            "/v1/{environment}/{authority}/letters/{letter}/release",
            Operation::new("releaseLetter", Permission::MakeLetters, "Releases a letter: it may be sent.")
                .about("A letter that waits must be approved first.")
                .problems(&[
                    kinds::NOT_FOUND,
                    kinds::LETTER_NOT_NOW,
                    kinds::CHANGED,
                    kinds::REVISION_NEEDED,
                    kinds::TRAINING_LETTER,
                ]),
            review::release,
        )
}

fn erasing(routes: Routes) -> Routes {
    routes
        .group("Erasure")
        .post(
            "/v1/{environment}/{authority}/letters/find",
            Operation::new("findLettersOfPerson", Permission::EraseLetters, "A person's letters.")
                .about(
                    "By the personal numbers that the person has or has had. The numbers are in the body, so that they stand in no log; \
                     the search is noted in the audit trail without them.",
                )
                .problems(&[kinds::INVALID]),
            erase::find,
        )
        .post(
            "/v1/{environment}/{authority}/erasures",
            Operation::new("eraseLetters", Permission::EraseLetters, "Erases letters.")
                .about(
                    "Files, receipt, title, recipient, answers and whose letter it was are gone; that there was a letter stays, with who \
                     erased it, when and why.",
                )
                .problems(&[kinds::INVALID, kinds::NOT_FOUND]),
            erase::erase,
        )
}

//! The access review: opened, decided person by person, closed by the last decision.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::{
    Body, Call, Listed, Made, Operation, Path, Problem, Query, Routes, Shown, kinds,
};
use super::view::PersonView;
use super::{RealmPath, default_limit, office, page_of};
use crate::access::{Permission, Review, everybody};
use crate::store::{Kept, Listing, Moment, Work};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/{environment}/{authority}/access/reviews",
            Operation::new("listReviews", Permission::ManageAccess, "Reviews of who has access, the latest first."),
            list,
        )
        .post(
            "/v1/{environment}/{authority}/access/reviews",
            Operation::new("openReview", Permission::ManageAccess, "Opens a review now; one that is open already is answered."),
            open,
        )
        .get(
            "/v1/{environment}/{authority}/access/reviews/{review}",
            Operation::new("showReview", Permission::ManageAccess, "A review: who is still to be decided about.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .post(
            "/v1/{environment}/{authority}/access/reviews/{review}/decisions",
            Operation::new("decideReview", Permission::ManageAccess, "Confirms a person's access, or takes it all away.")
                .about("The last decision closes the review and its follow-up task. One's own access is confirmed by another, unless there is none.")
                .problems(&[kinds::NOT_FOUND, kinds::OWN_ACCESS, kinds::LAST_ADMINISTRATOR, kinds::NOT_NOW, kinds::SECOND_PERSON]),
            decide,
        )
}

/// A review.
#[derive(Debug, Serialize, JsonSchema)]
struct ReviewView {
    /// Its key.
    review: String,
    /// When it was opened.
    opened: Moment,
    /// When it should be over.
    due: Moment,
    /// It should be over and is not.
    overdue: bool,
    /// When it was over.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<Moment>,
    /// How many people had access when it was opened.
    people: usize,
    /// Who is still to be decided about; only where one review is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<Vec<PersonView>>,
    /// What was decided.
    decided: Vec<DecidedView>,
}

/// What was decided about a person.
#[derive(Debug, Serialize, JsonSchema)]
struct DecidedView {
    /// The id of the account.
    account: String,
    /// The person keeps what they have.
    confirmed: bool,
    /// Who decided: `person:ID`.
    by: String,
    /// When.
    at: Moment,
}

fn view(kept: &Kept<Review>, call: &Call) -> ReviewView {
    let review = &kept.document;
    let decided = review.decided.iter().map(|(account, it)| DecidedView {
        account: account.clone(),
        confirmed: it.confirmed,
        by: it.by.clone(),
        at: it.at,
    });
    ReviewView {
        review: kept.key.clone(),
        opened: review.opened,
        due: review.due,
        overdue: review.closed.is_none() && review.due <= call.now,
        closed: review.closed,
        people: review.people.len(),
        waiting: None,
        decided: decided.collect(),
    }
}

async fn whole(work: &mut Work, kept: &Kept<Review>, call: &Call) -> Result<ReviewView, Problem> {
    let waiting = kept.document.waiting(work, &call.realm).await?;
    let people = everybody(work, &call.realm).await?;
    let people = people.iter().filter(|person| waiting.contains(&person.key));
    let people = people.map(|person| PersonView::of(person, call)).collect();
    Ok(ReviewView { waiting: Some(people), ..view(kept, call) })
}

/// Which reviews are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReviewsQuery {
    /// Only those after this one: the `next` of the page before.
    #[serde(default)]
    after: Option<String>,
    /// So many at most.
    #[serde(default = "default_limit")]
    #[schemars(range(min = 1, max = 200))]
    limit: usize,
}

async fn list(
    call: Call,
    Path(_): Path<RealmPath>,
    Query(query): Query<ReviewsQuery>,
) -> Result<Shown<Listed<ReviewView>>, Problem> {
    let limit = page_of(query.limit)?;
    let mut work = call.read().await?;
    let listing =
        Listing { backwards: true, after: query.after, limit, ..Listing::of(&call.realm) };
    let page = work.list::<Review>(&listing).await?;
    let items = page.items.iter().map(|kept| view(kept, &call)).collect();
    Ok(Shown::of(Listed { items, next: page.next }))
}

async fn open(call: Call, Path(_): Path<RealmPath>) -> Result<Made<ReviewView>, Problem> {
    let mut work = call.write().await?;
    let days = call.app.setup.access.review_due_days;
    let kept = Review::open(&mut work, &call.realm, days).await?;
    let kept = kept.ok_or_else(|| Problem::of(kinds::NOT_FOUND))?;
    let body = whole(&mut work, &kept, &call).await?;
    let (environment, authority) = (&call.realm.environment, &call.realm.authority);
    let location = format!("/v1/{environment}/{authority}/access/reviews/{}", kept.key);
    call.made(work, Made { location, revision: None, body }).await
}

#[derive(Deserialize, JsonSchema)]
struct ReviewPath {
    /// The environment.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// The key of the review.
    review: String,
}

async fn show(call: Call, Path(path): Path<ReviewPath>) -> Result<Shown<ReviewView>, Problem> {
    let mut work = call.read().await?;
    let kept = work.get::<Review>(&call.realm, &path.review).await?;
    let kept = kept.ok_or_else(|| Problem::of(kinds::NOT_FOUND))?;
    Ok(Shown::of(whole(&mut work, &kept, &call).await?))
}

/// What is decided about a person.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReviewDecision {
    /// The id of the account.
    #[schemars(length(min = 1, max = 100))]
    account: String,
    /// What.
    decision: Verdict,
}

/// What may be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// The person keeps what they have.
    Confirm,
    /// All that the person has here is taken away.
    Remove,
}

async fn decide(
    call: Call,
    Path(path): Path<ReviewPath>,
    Body(body): Body<ReviewDecision>,
) -> Result<Shown<ReviewView>, Problem> {
    let mut work = call.write().await?;
    let kept = work.get::<Review>(&call.realm, &path.review).await?;
    let kept = kept.ok_or_else(|| Problem::of(kinds::NOT_FOUND))?;
    let confirm = body.decision == Verdict::Confirm;
    let kept = Review::decide(&mut work, &office(&call), &kept, &body.account, confirm).await?;
    let view = whole(&mut work, &kept, &call).await?;
    let body = serde_json::to_string(&view).unwrap_or_default();
    call.commit(work, axum::http::StatusCode::OK, "", body).await?;
    call.app.door.forget();
    Ok(Shown::of(view))
}

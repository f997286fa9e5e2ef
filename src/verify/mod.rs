//! The proof: what is true of every letter that a template can make.
//!
//! A template with forty questions has more letters than anybody can read. Here they are read all
//! at once. Whatever may differ from letter to letter is a *variable* with few values (`model`):
//! the context, each answer, each field that a condition asks, the number of items of a list, the
//! history. A condition is then a set of combinations, kept as a decision diagram (`space`), and
//! the template is walked once with the set in which each of its texts is reached (`walk`). Of
//!
//! ```text
//! { IF { MERGEFIELD Question:00042 } = "ja" "Du får en fast protese." }
//! ```
//!
//! the set is empty, since an answer is `J` or `N`: a finding, with the right letter as help. Of a
//! paragraph that answers can leave empty the set is not, and its smallest combination becomes a
//! [`Witness`]: a request that shows the fault when it is merged. Conditions are computed by the
//! merge itself, so a finding is true of the letter that the merge writes.
//!
//! What the proof rests on, and where it ends:
//!
//! | question | decision |
//! |---|---|
//! | a field compared with words, numbers or days | tried with each of them, with what is between and around, and with one other value |
//! | a list | none, one and two items; items of their own values each, further ones are as the second |
//! | a condition on what no combination says (DATE, a composed name, a formula on amounts) | both outcomes are possible; told as `V607`, and nothing is claimed that rests on one of them |
//! | a diagram larger than `space::NODES` nodes | the same walk over combinations in which every two values of two variables meet; [`Proof::method`] says so, and what would need a proof is not claimed |
//! | a field that its context does not have | found once; other findings count as if it were there |
//! | letters that SKIPIF holds back | are no letters: nothing is found in them |

mod checks;
mod condition;
mod cover;
mod domain;
mod flow;
mod letter;
mod lines;
mod model;
mod names;
mod operands;
mod paragraph;
mod reading;
mod space;
mod text;
mod walk;
mod world;

pub use condition::{Condition, Term, Topic};
pub use cover::{Cover, cover};
pub use letter::Witness;

use std::collections::BTreeSet;

use crate::catalogue::{Catalogue, Manifest, Source};
use crate::diagnostic::{Diagnostic, Place, ProofFinding, Severity};
use crate::merge::Gaps;
use crate::template::Template;
use model::Model;
use space::{Diagrams, Rows, Space};
use walk::{Raw, Use, Walk, Walked};

/// What is to be proved.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    /// The composed template.
    pub template: &'s Template,
    /// What is said beside it.
    pub manifest: &'s Manifest,
    /// What there is.
    pub catalogue: &'s Catalogue,
    /// What becomes of gaps.
    pub gaps: Gaps,
    /// Of each paragraph of the letter's text, whether it is the template's own or an element's; a
    /// master's address block does not make a letter. `None` where all of it is.
    pub own: Option<&'s [bool]>,
}

/// What is true of every letter of a template.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// What is wrong, in the order of the text.
    pub found: Vec<Found>,
    /// Fields and lists that letters need, in the order of their first use.
    pub needs: Vec<Need>,
    /// Questions that letters ask, in the order of their first use.
    pub questions: Vec<AskedQuestion>,
    /// How many combinations were covered, in decimal figures.
    pub combinations: String,
    /// How they were.
    pub method: Method,
}

/// How combinations were covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// All of them, by decision diagrams.
    #[default]
    All,
    /// So many, in which every two values of two variables meet.
    Pairs,
}

/// A finding, and a letter that shows it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The finding and where it is.
    pub diagnostic: Diagnostic,
    /// The smallest request that shows it, where one can.
    pub witness: Option<Witness>,
}

/// A field or list that letters need.
#[derive(Clone, Debug)]
pub struct Need {
    /// The name: the catalogue's, or as the template writes it.
    pub name: String,
    /// A list, whose items repeat a region.
    pub list: bool,
    /// The list whose items have it.
    pub of: Option<String>,
    /// Every letter needs it, and it may not be empty.
    pub mandatory: bool,
    /// The request need not bring it: the catalogue knows it, or computes it.
    pub derived: bool,
    /// When it is needed.
    pub condition: Condition,
    /// Where it is asked for first.
    pub place: Place,
}

/// A question that letters ask.
#[derive(Clone, Debug)]
pub struct AskedQuestion {
    /// The alias; the key, where the catalogue does not have it.
    pub alias: String,
    /// The key in the template's code.
    pub key: String,
    /// The question as the caseworker reads it.
    pub text: String,
    /// When its answer matters.
    pub condition: Condition,
    /// Where it is asked for first.
    pub place: Place,
}

impl Proof {
    /// Whether nothing worse than a note was found.
    pub fn is_clean(&self) -> bool {
        self.found.iter().all(|found| found.diagnostic.severity() == Severity::Note)
    }
}

/// Proves a template over every combination of answers, contexts, history and field values.
pub fn verify(subject: &Subject<'_>) -> Proof {
    verify_within(subject, space::NODES)
}

/// As [`verify`], with a bound on the nodes of a diagram: with 0 all is tried by pairs.
pub fn verify_within(subject: &Subject<'_>, nodes: usize) -> Proof {
    let model = Model::of(subject);
    let sizes = model.sizes();
    if nodes > 0
        && let Some(mut space) = Diagrams::new(&sizes, nodes)
    {
        let proper = space.proper();
        let (world, broken) = world::world(&mut space, subject, &model, &proper);
        let walked = Walk::new(subject, &model, &mut space, proper, world.clone()).run();
        if !space.exceeded() {
            return conclude(subject, &model, &mut space, &world, &broken, walked);
        }
    }
    // Which requests there can be is asked of diagrams all the same: rules over questions stay small.
    let (mut rows, broken) = match Diagrams::new(&sizes, space::NODES * 50) {
        Some(mut space) => {
            let proper = space.proper();
            let (world, broken) = world::world(&mut space, subject, &model, &proper);
            (Rows::covering(&mut space, &sizes, &world), broken)
        }
        None => (Rows::of(vec![vec![0; sizes.len()]]), Vec::new()),
    };
    let world = rows.all();
    let walked = Walk::new(subject, &model, &mut rows, world.clone(), world.clone()).run();
    let mut proof = conclude(subject, &model, &mut rows, &world, &broken, walked);
    proof.method = Method::Pairs;
    proof
}

fn conclude<S: Space>(
    subject: &Subject<'_>,
    model: &Model,
    space: &mut S,
    world: &S::Set,
    broken: &[world::Broken],
    mut walked: Walked<S::Set>,
) -> Proof {
    let mut found: Vec<Found> = subject
        .template
        .diagnostics()
        .iter()
        .map(|diagnostic| Found { diagnostic: diagnostic.clone(), witness: None })
        .collect();
    let mut raw = checks::questions(subject);
    let faulty = checks::conditions::<S>(subject, &walked, &mut raw);
    checks::effects(subject, model, space, &walked, &faulty, &mut raw);
    checks::groups(subject, model, broken, &mut raw);
    checks::spacing(subject, &mut raw);
    let sent = space.not(&walked.skipped);
    if S::PROVES && !space.apart(world, &space.all()) && space.apart(world, &sent) {
        let place = walked.skips.take();
        // One fault, one finding: this says what the comparison leads to.
        raw.retain(|found| found.place != place || !found.finding.code().starts_with("V62"));
        raw.push(Raw { finding: ProofFinding::NeverSent {}.into(), place, set: None });
    }
    // A letter that is refused shows no other fault, unless all letters are.
    let written = space.not(&walked.refused);
    let some = !space.apart(&written, world);
    let all_sent = space.apart(&walked.skipped, &space.all());
    for mut found in walked.raw.drain(..) {
        // SKIPIF may stand behind what it holds back.
        if let Some(set) = &found.set
            && !all_sent
        {
            let set = space.and(set, &sent);
            if space.apart(&set, world) {
                continue;
            }
            found.set = Some(set);
        }
        if let Some(set) = &found.set
            && some
            && found.finding.severity() < Severity::Error
        {
            let set = space.and(set, &written);
            if space.apart(&set, world) {
                continue;
            }
            found.set = Some(set);
        }
        raw.push(found);
    }
    found.extend(raw.into_iter().map(|raw| {
        let witness = raw
            .set
            .and_then(|set| space.pick(&set))
            .map(|values| letter::letter(subject, model, &values));
        let diagnostic = match raw.place {
            Some(place) => Diagnostic::at(raw.finding, &place),
            None => Diagnostic::of(raw.finding),
        };
        Found { diagnostic, witness }
    }));
    found.sort_by_key(|found| {
        found.diagnostic.place.as_ref().map(|place| (place.story, place.paragraph))
    });
    Proof {
        found,
        needs: needs(subject, model, space, world, walked.uses),
        questions: questions(subject, model, space, world, walked.asked),
        combinations: space.count(world),
        method: Method::All,
    }
}

fn needs<S: Space>(
    subject: &Subject<'_>,
    model: &Model,
    space: &mut S,
    world: &S::Set,
    mut uses: Vec<(String, Use<S::Set>)>,
) -> Vec<Need> {
    uses.retain(|(_, used)| !space.apart(&used.set, world));
    // What others are computed from is needed where they are.
    let mut known: BTreeSet<String> = uses.iter().map(|(key, _)| key.replace("[]", "")).collect();
    let mut index = 0;
    while index < uses.len() {
        let used = uses[index].1.clone();
        let source = used.catalogue.map(|field| &subject.catalogue.fields[field].source);
        let inputs = match source {
            Some(Source::Price { supplier, service }) => vec![supplier.clone(), service.clone()],
            Some(Source::Formula(formula)) => letter::names_in(formula),
            _ => Vec::new(),
        };
        for name in inputs {
            let Some(field) = subject.catalogue.field(&name) else { continue };
            let key = crate::catalogue::fold(&field.name);
            let catalogue =
                subject.catalogue.fields.iter().position(|found| std::ptr::eq(found, field));
            if known.insert(key.clone()) {
                let list = matches!(field.kind, crate::catalogue::FieldKind::List { .. });
                uses.push((key, Use { written: name, catalogue, list, ..used.clone() }));
            }
        }
        index += 1;
    }
    let mut needs = Vec::with_capacity(uses.len());
    for (_, used) in uses {
        let field = used.catalogue.map(|index| &subject.catalogue.fields[index]);
        let without = space.not(&used.set);
        let always = space.apart(&without, world);
        needs.push(Need {
            name: field.map_or_else(|| used.written.clone(), |field| field.name.clone()),
            list: used.list,
            of: field.and_then(|field| field.list.clone()),
            mandatory: always && !field.is_some_and(|field| field.optional),
            derived: field.is_some_and(|field| field.source != Source::Request),
            condition: condition::condition(subject, model, space, world, &used.set),
            place: used.place,
        });
    }
    needs
}

fn questions<S: Space>(
    subject: &Subject<'_>,
    model: &Model,
    space: &mut S,
    world: &S::Set,
    asked: Vec<(String, Use<S::Set>)>,
) -> Vec<AskedQuestion> {
    asked
        .into_iter()
        .map(|(alias, used)| AskedQuestion {
            text: used
                .catalogue
                .map(|index| subject.catalogue.questions[index].text.clone())
                .unwrap_or_default(),
            condition: condition::condition(subject, model, space, world, &used.set),
            alias,
            key: used.written,
            place: used.place,
        })
        .collect()
}

//! Pictures of pages with outlines over what is at fault, numbered as the text numbers it.

use std::collections::BTreeMap;

use crate::report::groups::Group;
use crate::report::words::{counted, words};
use crate::report::{Options, PageArea, PagePicture, PagePictures};
use crate::validate::Fault;

use super::writer::Html;

/// The height that the number of a mark takes, as a share of the page: 24 pixels and a gap where a page is
/// shown at its smallest, some 640 pixels high.
const STEP: f64 = 0.042;

/// The numbers of a file's faults in its chapter, each of a group.
pub(super) struct Numbers {
    /// The file's number.
    file: usize,
    /// The group of each fault of the file, by the fault's index.
    groups: BTreeMap<usize, usize>,
}

impl Numbers {
    /// The numbers of groups that were made of these faults, each with its index in the file.
    pub fn of(file: usize, made: &[Group<'_>], open: &[(usize, &Fault)]) -> Numbers {
        let mut groups = BTreeMap::new();
        let index = |at: usize| open.get(at).map(|(index, _)| *index);
        for (number, group) in made.iter().enumerate() {
            let all = std::iter::once(group.at).chain(group.more.iter().map(|(at, _)| *at));
            groups.extend(all.filter_map(index).map(|index| (index, number)));
        }
        Numbers { file, groups }
    }

    /// The id of a group's text.
    pub fn id(&self, group: usize) -> String {
        format!("fault-{}-{}", self.file, group + 1)
    }

    /// The pages that show a group, each with the id of its mark there.
    pub fn marks(&self, group: usize, pictures: &PagePictures) -> Vec<(usize, String)> {
        pictures
            .pages
            .iter()
            .filter(|page| self.on(page).iter().any(|(found, _)| *found == group))
            .map(|page| (page.number, self.mark_id(group, page.number)))
            .collect()
    }

    fn mark_id(&self, group: usize, page: usize) -> String {
        format!("mark-{}-{}-{page}", self.file, group + 1)
    }

    /// The groups that a page shows, from the top, each with its first area there. Some more than a page
    /// has room for numbers is left out.
    fn on<'p>(&self, page: &'p PagePicture) -> Vec<(usize, &'p PageArea)> {
        let mut areas: Vec<(usize, &PageArea)> = page
            .areas
            .iter()
            .filter_map(|area| Some((*self.groups.get(&area.fault)?, area)))
            .collect();
        areas.sort_by(|(one, a), (other, b)| a.y.total_cmp(&b.y).then(one.cmp(other)));
        let mut seen = std::collections::BTreeSet::new();
        areas.retain(|(group, _)| seen.insert(*group));
        areas.truncate((1.0 / STEP) as usize);
        areas
    }
}

/// The pages of a file.
pub(super) fn write(
    html: &mut Html,
    pictures: &PagePictures,
    numbers: &Numbers,
    file: usize,
    options: &Options<'_>,
) {
    let language = options.language;
    html.element("div", &[("class", "pages")], |html| {
        let id = format!("pages-{file}");
        html.line("h3", &[("id", &id)], words("Siderne", "The pages").of(language));
        for page in &pictures.pages {
            if page.width > 0.0 && page.height > 0.0 {
                figure(html, page, numbers, options);
            }
        }
        if pictures.left_out > 0 {
            let noun = counted(
                pictures.left_out,
                words("side med fejl er ikke vist", "page with faults is not shown"),
                words("sider med fejl er ikke vist", "pages with faults are not shown"),
                language,
            );
            html.line("p", &[], &format!("{noun}."));
        }
    });
}

fn figure(html: &mut Html, page: &PagePicture, numbers: &Numbers, options: &Options<'_>) {
    let language = options.language;
    let shown = numbers.on(page);
    let (noun, at) = (words("Side", "Page").of(language), page.number);
    html.element("figure", &[], |html| {
        let count = counted(
            shown.len(),
            words("fejl er markeret", "fault is marked"),
            words("fejl er markeret", "faults are marked"),
            language,
        );
        html.element("div", &[("class", "page")], |html| {
            let picture = words("Billede af side", "Picture of page").of(language);
            html.picture(&page.png, &format!("{picture} {at}. {count}."));
            outlines(html, page, numbers);
            let mut free = 0.0_f64;
            for (group, area) in &shown {
                // Numbers stand beside their outline, and one below the other where outlines are near.
                let top = (area.y / page.height).clamp(free, (1.0 - STEP).max(free));
                free = top + STEP;
                let number = (group + 1).to_string();
                let label = words("Fejl", "Fault").of(language);
                let label = format!("{label} {number}, {} {at}", noun.to_lowercase());
                let (id, target) =
                    (numbers.mark_id(*group, at), format!("#{}", numbers.id(*group)));
                let style = format!("top:{:.2}%", top * 100.0);
                let attributes = [
                    ("class", "mark"),
                    ("id", id.as_str()),
                    ("href", target.as_str()),
                    ("style", style.as_str()),
                    ("aria-label", label.as_str()),
                ];
                html.line("a", &attributes, &number);
            }
        });
        html.line("figcaption", &[], &format!("{noun} {at}. {count}."));
    });
}

/// The outlines: for the eye only, since each number is a link with a name.
fn outlines(html: &mut Html, page: &PagePicture, numbers: &Numbers) {
    // One paragraph, one outline, with the numbers of all that is wrong with it.
    let mut boxes: BTreeMap<[i64; 4], Vec<usize>> = BTreeMap::new();
    for area in &page.areas {
        let Some(group) = numbers.groups.get(&area.fault) else { continue };
        let key = [area.x, area.y, area.width, area.height].map(|length| (length * 10.0) as i64);
        let known = boxes.entry(key).or_default();
        if !known.contains(group) {
            known.push(*group);
        }
    }
    for (key, mut groups) in boxes {
        groups.sort_unstable();
        let [x, y, width, height] = key.map(|tenths| tenths as f64 / 10.0);
        // A little air around the letters.
        let (air, share) = (2.0, |length: f64, of: f64| (length / of * 100.0).clamp(0.0, 100.0));
        let style = format!(
            "left:{:.2}%;top:{:.2}%;width:{:.2}%;height:{:.2}%",
            share(x - air, page.width),
            share(y - air, page.height),
            share(width + 2.0 * air, page.width),
            share(height + 2.0 * air, page.height)
        );
        let said: Vec<String> = groups.iter().map(|group| (group + 1).to_string()).collect();
        let attributes = [("class", "outline"), ("style", style.as_str()), ("aria-hidden", "true")];
        html.element("span", &attributes, |html| html.line("b", &[], &said.join(", ")));
    }
}

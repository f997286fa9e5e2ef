//! The families that documents ask for: what stands for each, how well, and its vertical metrics.
//!
//! Widths after the measurements of `@docfonts/fallbacks` (see the rendering specification, part 5);
//! vertical metrics are the `hhea` values of the families themselves, those of the system fonts as
//! published by `@capsizecss/metrics`. Where a family's own are not known with certainty there are
//! none here, and those of its substitute count.

use std::cmp::Ordering;

use super::shipped::Shipped;
use super::{Match, VerticalMetrics};

/// What stands for a family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stand {
    /// The family that is drawn.
    pub drawn: Shipped,
    /// How well it stands for it.
    pub matching: Match,
    /// Horizontal scaling.
    pub scale: f64,
    /// The name asks for a heavy face (`Arial Black`).
    pub heavy: bool,
    /// The family's own vertical metrics, where they are not the substitute's.
    pub metrics: Option<VerticalMetrics>,
}

/// A row of the table: the name in lower case, what is drawn, how well, and the ascender, descender
/// (positive), line gap and units per em; no units, no metrics.
type Row = (&'static str, Shipped, Match, [u16; 4]);

/// The substitute's metrics.
const SUBSTITUTES: [u16; 4] = [0; 4];
/// Those of Calibri and the families designed with it.
const CALIBRI: [u16; 4] = [1536, 512, 452, 2048];
/// Those of Segoe UI.
const SEGOE: [u16; 4] = [2210, 514, 0, 2048];

use Match::{Metric, Near, Same, Unknown};
use Shipped::{Caladea, Carlito, DejaVu, Mono, Sans, Serif};

/// By name, ascending. Those of East Asia are here for the signs and the Latin letters that are set in
/// them, such as the boxes to tick that Word sets in MS Gothic.
#[rustfmt::skip]
const FAMILIES: &[Row] = &[
    ("aptos",                Carlito, Near,   SUBSTITUTES),
    ("aptos display",        Carlito, Near,   SUBSTITUTES),
    ("aptos mono",           Mono,    Near,   SUBSTITUTES),
    ("aptos narrow",         Carlito, Near,   SUBSTITUTES),
    ("aptos serif",          Serif,   Near,   SUBSTITUTES),
    ("arial",                Sans,    Metric, SUBSTITUTES),
    ("arial black",          Sans,    Near,   [2254, 634, 0, 2048]),
    ("arial narrow",         Sans,    Metric, [1916, 434, 0, 2048]),
    ("arial unicode ms",     Sans,    Metric, SUBSTITUTES),
    ("arialmt",              Sans,    Metric, SUBSTITUTES),
    ("arimo",                Sans,    Metric, SUBSTITUTES),
    ("bahnschrift",          Sans,    Near,   SUBSTITUTES),
    ("baskerville",          Serif,   Near,   SUBSTITUTES),
    ("baskerville old face", Serif,   Near,   SUBSTITUTES),
    ("batang",              Serif,   Near,   SUBSTITUTES),
    ("bell mt",              Serif,   Near,   SUBSTITUTES),
    ("bitstream vera sans",  DejaVu,  Metric, SUBSTITUTES),
    ("bodoni mt",            Serif,   Near,   SUBSTITUTES),
    ("book antiqua",         Serif,   Near,   SUBSTITUTES),
    ("bookman old style",    Serif,   Near,   SUBSTITUTES),
    ("caladea",              Caladea, Same,   SUBSTITUTES),
    ("calibri",              Carlito, Metric, CALIBRI),
    ("calibri light",        Carlito, Near,   CALIBRI),
    ("californian fb",       Serif,   Near,   SUBSTITUTES),
    ("calisto mt",           Serif,   Near,   SUBSTITUTES),
    ("cambria",              Caladea, Metric, [1946, 455, 0, 2048]),
    ("cambria math",         Caladea, Near,   [1946, 455, 0, 2048]),
    ("candara",              Carlito, Near,   SUBSTITUTES),
    ("candara light",        Carlito, Near,   SUBSTITUTES),
    ("carlito",              Carlito, Same,   SUBSTITUTES),
    ("century",              Serif,   Near,   SUBSTITUTES),
    ("century gothic",       Sans,    Near,   SUBSTITUTES),
    ("century schoolbook",   Serif,   Near,   SUBSTITUTES),
    ("comic sans ms",        Sans,    Near,   [2257, 597, 0, 2048]),
    ("consolas",             Mono,    Near,   [1521, 527, 350, 2048]),
    ("constantia",           Caladea, Near,   CALIBRI),
    ("corbel",               Carlito, Near,   SUBSTITUTES),
    ("corbel light",         Carlito, Near,   SUBSTITUTES),
    ("courier",              Mono,    Metric, SUBSTITUTES),
    ("courier new",          Mono,    Metric, SUBSTITUTES),
    ("cousine",              Mono,    Metric, SUBSTITUTES),
    ("dejavu sans",          DejaVu,  Same,   SUBSTITUTES),
    ("eb garamond",          Serif,   Near,   [1007, 298, 0, 1000]),
    ("fira sans",            Sans,    Near,   [935, 265, 0, 1000]),
    ("franklin gothic book", Carlito, Near,   SUBSTITUTES),
    ("franklin gothic demi",Sans,    Near,   SUBSTITUTES),
    ("franklin gothic heavy",Sans,    Near,   SUBSTITUTES),
    ("franklin gothic medium",Sans,    Near,   SUBSTITUTES),
    ("garamond",             Serif,   Near,   [1765, 539, 0, 2048]),
    ("georgia",              Serif,   Near,   [1878, 449, 0, 2048]),
    ("gill sans",            Carlito, Near,   SUBSTITUTES),
    ("gill sans mt",         Carlito, Near,   SUBSTITUTES),
    ("goudy old style",      Serif,   Near,   SUBSTITUTES),
    ("gulim",               Sans,    Near,   SUBSTITUTES),
    ("helvetica",            Sans,    Metric, SUBSTITUTES),
    ("helvetica neue",       Sans,    Near,   SUBSTITUTES),
    ("high tower text",      Serif,   Near,   SUBSTITUTES),
    ("impact",               Sans,    Near,   [2066, 432, 0, 2048]),
    ("inter",                Sans,    Near,   [1984, 494, 0, 2048]),
    ("lato",                 Sans,    Near,   [1974, 426, 0, 2000]),
    ("liberation mono",      Mono,    Same,   SUBSTITUTES),
    ("liberation sans",      Sans,    Same,   SUBSTITUTES),
    ("liberation sans narrow", Sans,  Metric, SUBSTITUTES),
    ("liberation serif",     Serif,   Same,   SUBSTITUTES),
    ("lucida bright",        Serif,   Near,   SUBSTITUTES),
    ("lucida console",       Mono,    Near,   SUBSTITUTES),
    ("lucida grande",        Sans,    Near,   [1980, 432, 0, 2048]),
    ("lucida sans",          Sans,    Near,   SUBSTITUTES),
    ("lucida sans typewriter", Mono,  Near,   SUBSTITUTES),
    ("lucida sans unicode",  Sans,    Near,   SUBSTITUTES),
    ("malgun gothic",       Sans,    Near,   SUBSTITUTES),
    ("meiryo",              Sans,    Near,   SUBSTITUTES),
    ("menlo",                Mono,    Near,   SUBSTITUTES),
    ("merriweather",         Serif,   Near,   [1968, 546, 0, 2000]),
    ("microsoft jhenghei",  Sans,    Near,   SUBSTITUTES),
    ("microsoft sans serif", Sans,    Near,   SUBSTITUTES),
    ("microsoft yahei",     Sans,    Near,   SUBSTITUTES),
    ("mingliu",             Serif,   Near,   SUBSTITUTES),
    ("monaco",               Mono,    Near,   SUBSTITUTES),
    ("monospace",            Mono,    Near,   SUBSTITUTES),
    ("montserrat",           Sans,    Near,   [968, 251, 0, 1000]),
    ("ms gothic",           Sans,    Near,   SUBSTITUTES),
    ("ms mincho",            Serif,   Near,   SUBSTITUTES),
    ("ms pgothic",          Sans,    Near,   SUBSTITUTES),
    ("ms pmincho",          Serif,   Near,   SUBSTITUTES),
    ("ms reference sans serif", DejaVu, Near, SUBSTITUTES),
    ("ms sans serif",        Sans,    Near,   SUBSTITUTES),
    ("ms ui gothic",        Sans,    Near,   SUBSTITUTES),
    ("noto sans",            Sans,    Near,   [1069, 293, 0, 1000]),
    ("nsimsun",             Serif,   Near,   SUBSTITUTES),
    ("nunito",               Sans,    Near,   [1011, 353, 0, 1000]),
    ("nunito sans",          Sans,    Near,   [1011, 353, 0, 1000]),
    ("open sans",            Sans,    Near,   [2189, 600, 0, 2048]),
    ("opensymbol",           DejaVu,  Near,   SUBSTITUTES),
    ("palatino",             Serif,   Near,   SUBSTITUTES),
    ("palatino linotype",    Serif,   Near,   [1499, 582, 682, 2048]),
    ("perpetua",             Serif,   Near,   SUBSTITUTES),
    ("pmingliu",            Serif,   Near,   SUBSTITUTES),
    ("poppins",              Sans,    Near,   [1050, 350, 100, 1000]),
    ("public sans",          Sans,    Near,   [1900, 450, 0, 2000]),
    ("raleway",              Sans,    Near,   [940, 234, 0, 1000]),
    ("roboto",               Sans,    Near,   [1900, 500, 0, 2048]),
    ("roboto mono",          Mono,    Near,   SUBSTITUTES),
    ("rockwell",             Serif,   Near,   SUBSTITUTES),
    ("sans",                 Sans,    Near,   SUBSTITUTES),
    ("sans-serif",           Sans,    Near,   SUBSTITUTES),
    ("segoe ui",             Sans,    Near,   SEGOE),
    ("segoe ui emoji",       DejaVu,  Near,   SUBSTITUTES),
    ("segoe ui symbol",      DejaVu,  Near,   SUBSTITUTES),
    ("serif",                Serif,   Near,   SUBSTITUTES),
    ("simhei",              Sans,    Near,   SUBSTITUTES),
    ("simsun",               Serif,   Near,   SUBSTITUTES),
    ("source sans 3",        Sans,    Near,   [1024, 400, 0, 1000]),
    ("source sans pro",      Sans,    Near,   SUBSTITUTES),
    ("sylfaen",             Serif,   Near,   SUBSTITUTES),
    ("symbol",               DejaVu,  Near,   SUBSTITUTES),
    ("system-ui",            Sans,    Near,   SUBSTITUTES),
    ("tahoma",               Sans,    Near,   [2049, 423, 0, 2048]),
    ("times",                Serif,   Metric, SUBSTITUTES),
    ("times new roman",      Serif,   Metric, SUBSTITUTES),
    ("timesnewromanpsmt",    Serif,   Metric, SUBSTITUTES),
    ("tinos",                Serif,   Metric, SUBSTITUTES),
    ("trebuchet ms",         Sans,    Near,   [1923, 455, 0, 2048]),
    ("verdana",              DejaVu,  Near,   [2059, 430, 0, 2048]),
    ("webdings",             DejaVu,  Near,   SUBSTITUTES),
    ("wingdings",            DejaVu,  Near,   SUBSTITUTES),
    ("wingdings 2",          DejaVu,  Near,   SUBSTITUTES),
    ("wingdings 3",          DejaVu,  Near,   SUBSTITUTES),
    ("work sans",            Sans,    Near,   [930, 243, 0, 1000]),
    ("yu gothic",           Sans,    Near,   SUBSTITUTES),
    ("yu mincho",           Serif,   Near,   SUBSTITUTES),
];

/// Families drawn narrower than the face that stands for them: Arial Narrow's widths are those of
/// Arial at this scale.
const NARROW: &[(&str, f64)] = &[("arial narrow", 0.82), ("liberation sans narrow", 0.82)];

/// Families that are heavy in their regular face.
const HEAVY_FAMILIES: &[&str] =
    &["arial black", "franklin gothic demi", "franklin gothic heavy", "impact"];

/// Words at a name's end that tell a style or a character set rather than a family.
const ENDINGS: &[&str] = &[
    "baltic",
    "black",
    "bold",
    "book",
    "ce",
    "condensed",
    "cyr",
    "demi",
    "demibold",
    "display",
    "extrabold",
    "extralight",
    "greek",
    "heavy",
    "italic",
    "light",
    "lt",
    "medium",
    "mt",
    "narrow",
    "oblique",
    "pro",
    "ps",
    "regular",
    "roman",
    "semibold",
    "semilight",
    "std",
    "text",
    "thin",
    "tur",
];

/// Endings that ask for a heavy face.
const HEAVY: &[&str] = &["black", "bold", "demi", "demibold", "extrabold", "heavy", "semibold"];

/// Words in a name that tell a family with serifs.
const SERIFS: &[&str] = &[
    "antiqua",
    "baskerville",
    "bodoni",
    "bookman",
    "caslon",
    "century",
    "charter",
    "cochin",
    "didot",
    "garamond",
    "georgia",
    "goudy",
    "minion",
    "ming",
    "mincho",
    "palatino",
    "playfair",
    "roman",
    "schoolbook",
    "serif",
    "song",
    "times",
];

/// Words in a name that tell a family of equal widths.
const MONOSPACED: &[&str] = &["code", "console", "courier", "mono", "monospace", "typewriter"];

/// What stands for a family; `None` is a family of an own name that nothing is known of.
pub(super) fn stand(name: &str) -> Stand {
    let name = name.trim().trim_matches(['"', '\'']).trim();
    if let Some(row) = row(name) {
        return known(row);
    }
    let mut base = name;
    let mut heavy = false;
    while let Some((rest, ending)) = base.rsplit_once([' ', '-']) {
        if !among(ENDINGS, ending) {
            break;
        }
        heavy |= among(HEAVY, ending);
        base = rest.trim_end();
        if let Some(row) = row(base) {
            let stand = known(row);
            return Stand { matching: stand.matching.max(Near), heavy, ..stand };
        }
    }
    let mut words = name.split([' ', '-', '_']);
    let guess = if words.clone().any(|word| among(MONOSPACED, word)) {
        Mono
    } else if words.clone().any(|word| among(&["sans"], word)) {
        Sans
    } else if words.any(|word| among(SERIFS, word)) {
        Serif
    } else {
        Sans
    };
    Stand { drawn: guess, matching: Unknown, scale: 1.0, heavy, metrics: None }
}

/// The row of a name.
fn row(name: &str) -> Option<&'static Row> {
    let found = FAMILIES.binary_search_by(|row| compare(row.0, name)).ok()?;
    FAMILIES.get(found)
}

/// Compares a name of the table with one in any case.
fn compare(lower: &str, name: &str) -> Ordering {
    lower.bytes().cmp(name.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// Whether a word is among some in lower case.
fn among(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// What a row says.
fn known(&(name, drawn, matching, numbers): &Row) -> Stand {
    let scale = NARROW.iter().find(|(narrow, _)| *narrow == name).map_or(1.0, |(_, scale)| *scale);
    let [ascent, descent, line_gap, units] = numbers.map(f64::from);
    let metrics = (units > 0.0).then(|| VerticalMetrics {
        ascent: ascent / units,
        descent: descent / units,
        line_gap: line_gap / units,
    });
    Stand { drawn, matching, scale, heavy: HEAVY_FAMILIES.contains(&name), metrics }
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, FAMILIES, NARROW, row, stand};

    #[test]
    fn the_table_is_in_order() {
        assert!(FAMILIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(FAMILIES.iter().all(|row| row.0 == row.0.to_lowercase()));
        assert!(NARROW.iter().all(|(name, _)| row(name).is_some()));
        assert!(ENDINGS.is_sorted());
    }

    #[test]
    fn any_name_gives_a_family() {
        for name in ["", " ", "-", "\"\"", "Æøå", "a - b", "bold", " Bold", "Calibri\u{0}"] {
            assert!(stand(name).scale > 0.0, "{name}");
        }
    }
}

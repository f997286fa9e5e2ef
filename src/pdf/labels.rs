//! Page labels: the numbers that are printed, for those who ask for a page by its number
//! (ISO 32000-1, 12.4.2).

use pdf_writer::types::NumberingStyle;

/// Pages labelled alike from one page on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// The first page, from 0.
    pub from: usize,
    /// How its number is written; `None` where the label is a word.
    pub style: Option<NumberingStyle>,
    /// What stands before the number.
    pub prefix: String,
    /// The first number.
    pub first: u32,
}

/// The ranges of labels; none where pages are simply counted from 1.
pub(super) fn ranges<'l>(labels: impl Iterator<Item = &'l str>) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for (page, label) in labels.enumerate() {
        let (style, prefix, first) = read(label.trim(), page);
        let goes_on = ranges.last().is_some_and(|last| {
            style.is_some()
                && last.style == style
                && last.prefix == prefix
                && u64::from(first) == u64::from(last.first) + (page - last.from) as u64
        });
        if !goes_on {
            ranges.push(Range { from: page, style, prefix, first });
        }
    }
    let simple =
        Range { from: 0, style: Some(NumberingStyle::Arabic), prefix: String::new(), first: 1 };
    if ranges == [simple] { Vec::new() } else { ranges }
}

/// A label as style, prefix and number. A page without a label has its place for one.
fn read(label: &str, page: usize) -> (Option<NumberingStyle>, String, u32) {
    if label.is_empty() {
        return (Some(NumberingStyle::Arabic), String::new(), page as u32 + 1);
    }
    let digits = label.len() - label.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = label.split_at(digits);
    if let Ok(number) = number.parse::<u32>()
        && number > 0
        && number.to_string().len() == label.len() - digits
    {
        return (Some(NumberingStyle::Arabic), prefix.to_owned(), number);
    }
    let roman = [
        (NumberingStyle::LowerRoman, label.to_owned()),
        (NumberingStyle::UpperRoman, label.to_ascii_lowercase()),
    ];
    for (style, digits) in roman {
        let upper = label.chars().all(|c| c.is_ascii_uppercase());
        if upper == (style == NumberingStyle::UpperRoman)
            && let Some(number) = from_roman(&digits)
        {
            return (Some(style), String::new(), number);
        }
    }
    (None, label.to_owned(), 1)
}

/// The value of a Roman number in lower case, if it is written as it should be.
fn from_roman(digits: &str) -> Option<u32> {
    const VALUES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let (mut rest, mut number) = (digits, 0u32);
    for (value, sign) in VALUES {
        let mut times = 0;
        while let Some(after) = rest.strip_prefix(sign) {
            times += 1;
            if times > 3 {
                return None;
            }
            number += value;
            rest = after;
        }
    }
    (rest.is_empty() && number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(labels: &[&str]) -> String {
        let ranges = ranges(labels.iter().copied());
        let told: Vec<String> = ranges
            .iter()
            .map(|range| {
                format!("{}:{:?}:{}{}", range.from, range.style, range.prefix, range.first)
            })
            .collect();
        told.join(" ")
    }

    #[test]
    fn pages_counted_from_one_need_no_labels() {
        assert_eq!(told(&["1", "2", "3"]), "");
        assert_eq!(told(&["", ""]), "");
    }

    #[test]
    fn labels_are_read_as_they_are_printed() {
        assert_eq!(told(&["i", "ii", "1", "2"]), "0:Some(LowerRoman):1 2:Some(Arabic):1");
        assert_eq!(told(&["3", "4"]), "0:Some(Arabic):3");
        assert_eq!(told(&["A-1", "A-2"]), "0:Some(Arabic):A-1");
        assert_eq!(told(&["forside", "IV"]), "0:None:forside1 1:Some(UpperRoman):4");
        assert_eq!(told(&["iiii"]), "0:None:iiii1");
    }
}

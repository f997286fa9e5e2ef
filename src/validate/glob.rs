//! Paths by pattern: `templates/*.docx`, `authorities/**`.

/// Whether a path meets a pattern. `*` stands for any characters of a name, `?` for one, `**` for any
/// folders, none among them. A backslash counts as a slash.
pub(super) fn meets(pattern: &str, path: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.replace('\\', "/")
            .split('/')
            .filter(|part| !matches!(*part, "" | "."))
            .map(str::to_owned)
            .collect()
    };
    let (pattern, path) = (parts(pattern), parts(path));
    // Row by row: which beginnings of the path the pattern so far meets.
    let mut met = vec![false; path.len() + 1];
    met[0] = true;
    for part in &pattern {
        let mut next = vec![false; path.len() + 1];
        if part == "**" {
            let mut any = false;
            for at in 0..=path.len() {
                any |= met[at];
                next[at] = any;
            }
        } else {
            for at in 0..path.len() {
                next[at + 1] = met[at] && name(part, &path[at]);
            }
        }
        met = next;
    }
    met[path.len()]
}

/// Whether a name meets a pattern without folders.
fn name(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut met = vec![false; name.len() + 1];
    met[0] = true;
    for sign in pattern.chars() {
        let mut next = vec![false; name.len() + 1];
        if sign == '*' {
            let mut any = false;
            for at in 0..=name.len() {
                any |= met[at];
                next[at] = any;
            }
        } else {
            for at in 0..name.len() {
                next[at + 1] = met[at] && (sign == '?' || sign == name[at]);
            }
        }
        met = next;
    }
    met[name.len()]
}

#[cfg(test)]
mod tests {
    use super::meets;

    #[test]
    fn a_star_stays_in_its_folder_and_two_do_not() {
        for (pattern, path, expected) in [
            ("templates/*.docx", "templates/a.docx", true),
            ("templates/*.docx", "templates/old/a.docx", false),
            ("templates/**", "templates/old/a.docx", true),
            ("**/a.docx", "a.docx", true),
            ("**/a.docx", "x/y/a.docx", true),
            ("**", "x/y", true),
            ("./a?c.docx", "abc.docx", true),
            ("a", "b", false),
            ("templates\\a.docx", "templates/a.docx", true),
            ("", "a", false),
            ("**/**/**/*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
            ("æ*", "ærø.docx", true),
        ] {
            assert_eq!(meets(pattern, path), expected, "{pattern} {path}");
        }
    }
}

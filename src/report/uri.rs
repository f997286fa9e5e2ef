//! Paths as URIs (RFC 3986).

/// Whether a path stands for itself on a machine, such as `/srv/x.docx` or `C:/x.docx`.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with('/')
        || (path.as_bytes().get(1) == Some(&b':')
            && path.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// A path below a folder, with `/` between folders.
pub(super) fn joined(folder: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    let folder = folder.replace('\\', "/");
    let folder = folder.trim_end_matches('/');
    let path = path.trim_start_matches("./");
    if folder.is_empty() || folder == "." || is_absolute(path) {
        return path.to_owned();
    }
    format!("{}/{path}", folder.trim_start_matches("./"))
}

/// A path as a URI: relative as it is, absolute as `file:///…`.
pub(super) fn uri(path: &str) -> String {
    let encoded = encode(path);
    match (is_absolute(path), path.starts_with('/')) {
        (true, true) => format!("file://{encoded}"),
        (true, false) => format!("file:///{encoded}"),
        // A colon in the first segment would be read as a scheme.
        (false, _) if encoded.split('/').next().is_some_and(|first| first.contains(':')) => {
            format!("./{encoded}")
        }
        (false, _) => encoded,
    }
}

/// Percent-encodes everything that has no place in a path.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => encoded.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'@' | b'!' | b'(' | b')' | b',' | b'+'
            | b'=' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("breve/Afgørelse 1 %.docx"), "breve/Afg%C3%B8relse%201%20%25.docx");
        assert_eq!(uri("/srv/a b.docx"), "file:///srv/a%20b.docx");
        assert_eq!(uri("C:/a.docx"), "file:///C:/a.docx");
        assert_eq!(uri("brev:1.docx"), "./brev:1.docx");
        assert_eq!(uri("a#b?.docx"), "a%23b%3F.docx");
    }

    #[test]
    fn folders_go_before_relative_paths_only() {
        assert_eq!(joined("", "a.docx"), "a.docx");
        assert_eq!(joined("./egeby/", "./a.docx"), "egeby/a.docx");
        assert_eq!(joined(".", "b\\a.docx"), "b/a.docx");
        assert_eq!(joined("egeby", "/srv/a.docx"), "/srv/a.docx");
    }
}

//! Faults as text.
//!
//! | line | meaning |
//! |---|---|
//! | `= NAME` | a fault begins |
//! | `in KEY` | the letter; `orientering` unless said |
//! | `file PATH` | the document that is edited; the letter's own unless said |
//! | `@ CODE FILE STORY N` | what is to be told: the file, story and paragraph; `@ CODE FILE -` of the whole file, `@ CODE FILE line N` of a line |
//! | `& CODE FILE STORY N: WHY` | what is told besides, and why that is as it should be |
//! | `before TEXT` | blocks go before the paragraph that holds this; else before `Kontakt os` in `orientering`, and before the signature of others |
//! | `first`, `last` | blocks go first, or to the very end |
//! | `+ BLOCK` | a block, as sketches have them |
//! | `! SAID` | a relationship, as sketches have them |
//! | `change OLD => NEW` | text or code of the document |
//! | `xml PART OLD => NEW` | a part's XML |
//! | `part NAME XML` | a part more |
//! | `type PART CONTENT-TYPE` | a part's content type |
//! | `toml FILE OLD => NEW` | a text file of the bundle; `\n` is a new line |
//! | `all` | `+` blocks are all that the document holds |
//! | `letters` | finished letters are made and judged, of test persons too |
//! | `lone` | the document is judged by itself |
//! | `named PATH` | as which document that is |
//! | `authority` | the letter is judged as authority 999 has it too |
//! | `# …` | a remark |

use std::path::Path;

/// A fault, and what is to be told of it.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a line of its own")]
pub struct Seed {
    pub name: String,
    pub letter: String,
    pub file: String,
    /// Code, file, place.
    pub expected: Vec<String>,
    /// The same, and why.
    pub besides: Vec<(String, String)>,
    pub before: Option<String>,
    pub first: bool,
    pub last: bool,
    pub all: bool,
    pub letters: bool,
    pub authority: bool,
    pub lone: bool,
    pub named: Option<String>,
    /// A sketch of what is added.
    pub blocks: String,
    pub edits: Vec<Edit>,
}

/// An edit of a file.
#[derive(Debug)]
pub enum Edit {
    Text(String, String),
    Xml(String, String, String),
    Part(String, String),
    Type(String, String),
    Toml(String, String, String),
}

/// The faults of a file.
pub fn seeds(group: &str) -> Vec<Seed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/seeded/{group}.seeds"));
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let mut seeds: Vec<Seed> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("= ") {
            seeds.push(Seed {
                name: name.to_owned(),
                letter: "orientering".to_owned(),
                ..Seed::default()
            });
        } else {
            seeds.last_mut().expect("a fault has begun").read(line);
        }
    }
    for seed in &mut seeds {
        if seed.file.is_empty() {
            seed.file = format!("templates/{}.docx", seed.letter);
        }
        if seed.file == "templates/orientering.docx" && !(seed.all || seed.first || seed.last) {
            seed.before.get_or_insert_with(|| "Kontakt os".to_owned());
        }
    }
    seeds
}

impl Seed {
    fn read(&mut self, line: &str) {
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match key {
            "in" => rest.clone_into(&mut self.letter),
            "file" => rest.clone_into(&mut self.file),
            "@" => self.expected.push(rest.to_owned()),
            "&" => {
                let (spot, why) = rest.split_once(": ").unwrap_or((rest, ""));
                self.besides.push((spot.to_owned(), why.to_owned()));
            }
            "before" => self.before = Some(rest.to_owned()),
            "first" => self.first = true,
            "last" => self.last = true,
            "all" => self.all = true,
            "letters" => self.letters = true,
            "lone" => self.lone = true,
            "named" => self.named = Some(rest.to_owned()),
            "authority" => self.authority = true,
            "+" => self.blocks.push_str(&format!("{rest}\n")),
            "!" => self.blocks.push_str(&format!("{line}\n")),
            "change" => {
                let (old, new) = arrow(rest);
                self.edits.push(Edit::Text(old, new));
            }
            "xml" | "toml" => {
                let (file, rest) = rest.split_once(' ').expect("a file and an edit");
                let (old, new) = arrow(rest);
                self.edits.push(match key {
                    "xml" => Edit::Xml(file.to_owned(), old, new),
                    _ => Edit::Toml(
                        file.to_owned(),
                        old.replace("\\n", "\n"),
                        new.replace("\\n", "\n"),
                    ),
                });
            }
            "part" | "type" => {
                let (part, rest) = rest.split_once(' ').expect("a part and more");
                let (part, rest) = (part.to_owned(), rest.to_owned());
                self.edits.push(match key {
                    "part" => Edit::Part(part, rest),
                    _ => Edit::Type(part, rest),
                });
            }
            _ => panic!("{}: no such line: {line}", self.name),
        }
    }
}

fn arrow(text: &str) -> (String, String) {
    let (old, new) = text.split_once("=>").expect("what was, and what is instead");
    (old.trim().to_owned(), new.strip_prefix(' ').unwrap_or(new).to_owned())
}

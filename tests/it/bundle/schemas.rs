//! The schemas of the bundle's files.

use insta::assert_snapshot;

#[test]
fn each_kind_of_file_has_a_schema() {
    let schemas = brevsmed::bundle::schemas();
    let words: Vec<&str> = schemas.iter().map(|(word, _)| *word).collect();
    assert_eq!(
        words.join(" "),
        "bundle contexts fields questions reasons parameters prices groups \
         master element template person authority"
    );
    let shown = ["fields", "template", "person"];
    for (word, schema) in schemas.iter().filter(|(word, _)| shown.contains(word)) {
        assert_snapshot!(format!("schema_of_{word}"), schema);
    }
    for (word, schema) in &schemas {
        assert!(schema.contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
        assert!(schema.contains("\"additionalProperties\": false"), "{word}");
        assert!(!schema.contains("null") && !schema.contains("$ref"), "{word}: {schema}");
    }
}

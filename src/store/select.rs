//! Statements whose conditions depend on what is asked, with `$1`, `$2`, … that both databases read. The texts are ours, the values are bound.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

use super::{StoreError, Work};

/// A statement as its conditions are added.
pub(super) struct Select {
    text: String,
    values: Vec<Value>,
}

enum Value {
    Text(String),
    Number(i64),
}

impl Select {
    /// Begins with a text that has no values.
    pub fn new(text: &'static str) -> Self {
        Select { text: text.to_owned(), values: Vec::new() }
    }

    /// Adds text.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds text and a value after it.
    pub fn text(&mut self, text: &'static str, value: impl Into<String>) -> &mut Self {
        self.value(text, Value::Text(value.into()))
    }

    /// Adds text and a number after it.
    pub fn number(&mut self, text: &'static str, value: i64) -> &mut Self {
        self.value(text, Value::Number(value))
    }

    fn value(&mut self, text: &'static str, value: Value) -> &mut Self {
        self.values.push(value);
        self.text.push_str(text);
        self.text.push_str(&format!("${}", self.values.len()));
        self
    }

    /// The rows.
    pub async fn rows(self, work: &mut Work) -> Result<Vec<AnyRow>, StoreError> {
        let mut query: Query<'_, Any, AnyArguments> = sqlx::query(AssertSqlSafe(self.text));
        for value in self.values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
            };
        }
        Ok(query.fetch_all(&mut *work.transaction).await?)
    }
}

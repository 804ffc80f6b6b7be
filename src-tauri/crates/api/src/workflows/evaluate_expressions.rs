//! What expressions give over sample data.

use ide::preview::{Sample, Typed, evaluate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::QueryLanguage;
use crate::utf16::Utf16;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Longest value that is shown, in characters; of a longer one the beginning.
const SHOWN_MAX: usize = 4_000;

/// What do the expressions of this field give? Nothing is run but the expressions; one that takes a second is given up.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvaluateExpressions {
    /// The name of the field: `Parameters`, `Output`, `InputPath`.
    pub field: String,
    /// What is typed.
    pub text: String,
    /// The text is JSON or YAML that holds expressions; otherwise it is one expression or path itself.
    pub is_json: bool,
    /// The language of the state.
    pub language: QueryLanguage,
    /// The state's `InputPath`, for fields that see what it selects.
    #[ts(optional)]
    pub input_path: Option<String>,
    /// Input of the state. This and what follows are JSON texts: a page would round the numbers of a value.
    pub input: String,
    /// Result of its work, for fields that see it.
    #[ts(optional)]
    pub result: Option<String>,
    /// The error, for fields that see it.
    #[ts(optional)]
    pub error_output: Option<String>,
    /// The context object.
    pub context: String,
    /// An object of variables by name.
    pub variables: String,
}

/// What one expression gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExpressionValue {
    /// Where it begins in what is typed.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Its value as JSON text, cut if it is very long; null if it fails.
    pub value: Option<String>,
    /// How long the value is as JSON, in bytes.
    pub bytes: usize,
    /// AWS's name of the error that a run would fail with; null if it does not, or if AWS would refuse the definition.
    pub error: Option<String>,
    /// AWS's words for what is wrong.
    pub cause: Option<String>,
    /// Where the part that fails begins; the beginning of the expression if nothing fails.
    pub fault_from: u32,
    /// Where that ends.
    pub fault_to: u32,
}

/// What the expressions give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EvaluateExpressionsReply {
    /// In text order.
    pub values: Vec<ExpressionValue>,
}

impl Operation for EvaluateExpressions {
    type Reply = EvaluateExpressionsReply;
    const NAME: &'static str = "evaluate_expressions";

    async fn answer(
        self,
        drivers: &Drivers,
        _caller: &mut Caller,
    ) -> Result<EvaluateExpressionsReply, Error> {
        let (now, seed) = (drivers.chance.now(), u64::from_le_bytes(drivers.chance.bytes()));
        waiting(move || Ok(EvaluateExpressionsReply { values: self.values(now, seed)? })).await?
    }
}

impl EvaluateExpressions {
    fn values(self, now: i64, seed: u64) -> Result<Vec<ExpressionValue>, Error> {
        let sample = Sample {
            input: read("input", &self.input)?,
            result: self.result.map(|result| read("result", &result)).transpose()?,
            error_output: self.error_output.map(|error| read("error_output", &error)).transpose()?,
            context: read("context", &self.context)?,
            variables: read("variables", &self.variables)?,
        };
        let typed = Typed {
            field: &self.field,
            text: &self.text,
            is_json: self.is_json,
            language: match self.language {
                QueryLanguage::JsonPath => asl::QueryLanguage::JsonPath,
                QueryLanguage::Jsonata => asl::QueryLanguage::Jsonata,
            },
            input_path: self.input_path.as_deref(),
        };
        let mut utf16 = Utf16::new(&self.text);
        let parts = evaluate(&typed, &sample, now, seed).into_iter();
        Ok(parts.map(|part| shown(part, &mut utf16)).collect())
    }
}

fn read<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text)
        .map_err(|error| Error::invalid(format!("`{name}` is not what it should be: {error}")))
}

fn shown(part: ide::preview::Part, utf16: &mut Utf16<'_>) -> ExpressionValue {
    let (from, to) = utf16.range(part.span);
    match part.outcome {
        Ok(value) => {
            let text = value.to_string();
            let bytes = text.len();
            let value = Some(text.chars().take(SHOWN_MAX).collect());
            ExpressionValue {
                from,
                to,
                value,
                bytes,
                error: None,
                cause: None,
                fault_from: from,
                fault_to: from,
            }
        }
        Err(failed) => {
            let (fault_from, fault_to) = utf16.range(failed.span);
            let (error, cause) = (failed.error.map(str::to_owned), Some(failed.cause));
            ExpressionValue { from, to, value: None, bytes: 0, error, cause, fault_from, fault_to }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EvaluateExpressions, QueryLanguage};

    fn first(input: &str, text: &str) -> Option<String> {
        let asked = EvaluateExpressions {
            field: "Output".to_owned(),
            text: text.to_owned(),
            is_json: false,
            language: QueryLanguage::JsonPath,
            input_path: None,
            input: input.to_owned(),
            result: None,
            error_output: None,
            context: "{}".to_owned(),
            variables: "{}".to_owned(),
        };
        asked.values(0, 0).ok()?.into_iter().next()?.value
    }

    #[test]
    fn numbers_keep_the_digits_that_a_run_would_keep() {
        let value = first(r#"{"id": 9007199254740993}"#, "$.id");
        assert_eq!(value.as_deref(), Some("9007199254740993"));
        assert_eq!(first("{", "$.id"), None, "a sample that is no JSON is refused");
    }
}

//! What an operation is, and how a door calls one by name.

use std::future::Future;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Tag};

/// One thing Signalbox can do. The implementing type is the request; `Context` is what it works with.
pub trait Operation<Context = Drivers>: DeserializeOwned + TS + Send + 'static {
    /// What it answers.
    type Reply: Serialize + TS + Send + 'static;
    /// Its name at every door.
    const NAME: &'static str;
    /// What is different afterwards; doors tell every open window.
    const TOUCHES: &'static [Tag] = &[];

    /// Does it.
    fn answer(
        self,
        context: &Context,
        caller: &mut Caller,
    ) -> impl Future<Output = Result<Self::Reply, Error>> + Send;
}

/// A successful answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The reply as JSON.
    pub json: String,
    /// What has changed.
    pub touched: &'static [Tag],
}

/// A request as it came through a door.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Its JSON.
    pub json: &'a str,
    /// What its member `text` holds, if that is not in the JSON: the door knows it from what was sent before.
    pub text: Option<String>,
}

impl<'a> From<&'a str> for Asked<'a> {
    fn from(json: &'a str) -> Self {
        Self { json, text: None }
    }
}

impl<'a> From<&'a String> for Asked<'a> {
    fn from(json: &'a String) -> Self {
        json.as_str().into()
    }
}

impl Asked<'_> {
    fn decode<O: DeserializeOwned>(self) -> serde_json::Result<O> {
        let Some(text) = self.text else { return serde_json::from_str(self.json) };
        let mut members: serde_json::Map<String, Value> = serde_json::from_str(self.json)?;
        members.insert("text".to_owned(), Value::String(text));
        serde_json::from_value(Value::Object(members))
    }
}

type Answering<'a> = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send + 'a>>;

/// A line of a list: an operation without its types.
pub struct Entry<Context: 'static = Drivers> {
    /// Its name at every door.
    pub name: &'static str,
    /// Decodes, answers, encodes.
    pub call: for<'a> fn(&'a Context, &'a mut Caller, Asked<'a>) -> Answering<'a>,
    pub(crate) declare: fn(&mut crate::typescript::Printer),
}

impl<Context> std::fmt::Debug for Entry<Context> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

/// The list entry of an operation.
pub(crate) const fn entry<O: Operation<Context>, Context: Sync + 'static>() -> Entry<Context> {
    Entry {
        name: O::NAME,
        call: call::<O, Context>,
        declare: crate::typescript::Printer::declare::<O, Context>,
    }
}

fn call<'a, O: Operation<Context>, Context: Sync>(
    context: &'a Context,
    caller: &'a mut Caller,
    request: Asked<'a>,
) -> Answering<'a> {
    Box::pin(async move {
        let request: O = request
            .decode()
            .map_err(|error| Error::invalid(format!("the request does not fit `{}`: {error}", O::NAME)))?;
        let reply = request.answer(context, caller).await?;
        let json = serde_json::to_string(&reply).map_err(|error| {
            Error::internal(format!("the reply of `{}` cannot be written: {error}", O::NAME))
        })?;
        Ok(Answer { json, touched: O::TOUCHES })
    })
}

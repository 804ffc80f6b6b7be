//! What every AWS service adds to its answer: HTTP headers and a request id, as Step Functions passes them on.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value, json};

/// One answer of a service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SdkAnswer<'a> {
    /// Request id.
    pub request_id: &'a str,
    /// When it was answered, milliseconds since 1970.
    pub at: i64,
    /// Bytes of the service's own answer.
    pub length: usize,
    /// HTTP status.
    pub status: u16,
    /// Headers of this service besides the usual ones.
    pub headers: &'a [(&'a str, &'a str)],
}

impl SdkAnswer<'_> {
    /// The members `SdkHttpMetadata` and `SdkResponseMetadata`.
    pub fn members(self) -> Map<String, Value> {
        let since = Duration::from_millis(u64::try_from(self.at).unwrap_or(0));
        let usual = [
            ("Connection", "keep-alive".to_owned()),
            ("Content-Length", self.length.to_string()),
            ("Content-Type", "application/json".to_owned()),
            ("Date", httpdate::fmt_http_date(UNIX_EPOCH + since)),
            ("x-amzn-RequestId", self.request_id.to_owned()),
        ];
        let special = self.headers.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let headers: Vec<(&str, String)> = special.chain(usual).collect();
        let all: Map<String, Value> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), json!([value]))).collect();
        let each: Map<String, Value> =
            headers.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        let http = json!({ "AllHttpHeaders": all, "HttpHeaders": each, "HttpStatusCode": self.status });
        let mut members = Map::new();
        members.insert("SdkHttpMetadata".to_owned(), http);
        members.insert("SdkResponseMetadata".to_owned(), json!({ "RequestId": self.request_id }));
        members
    }
}

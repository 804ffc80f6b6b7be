//! S3's door: the buckets of this machine for SDKs and the AWS CLI, in path style.
//!
//! `s3s` reads the protocol, checks the signature and the integrity of what is streamed, and writes XML; here is what
//! the operations do. Deliberately not here: metadata, versions, tags, access lists; those operations answer
//! `NotImplemented`.

mod buckets;
mod listing;
mod multipart;
mod objects;
mod operations;
mod receiving;
mod refusing;

use std::sync::Arc;

use api::Drivers;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::{S3Auth, SecretKey};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{S3Result, s3_error};
use tokio::sync::watch;

use crate::sigv4::{self, Credentials, Seen, single};
use operations::Buckets;
use resources::Chance;

/// What a signature for S3 says it is for.
const SCOPE: &str = "/s3/aws4_request";

/// Answers requests that [`is_meant`].
#[derive(Debug)]
pub(crate) struct S3Door {
    service: S3Service,
}

/// Whether a request is one for S3: signed for it in a header, or in its address (a presigned URL).
pub(crate) fn is_meant(uri: &Uri, headers: &HeaderMap) -> bool {
    let in_header = single(headers, "authorization")
        .is_some_and(|claim| claim.starts_with("AWS4-") && claim.contains(SCOPE));
    let in_address = uri
        .query()
        .is_some_and(|query| query.contains("X-Amz-Signature=") && query.replace("%2F", "/").contains(SCOPE));
    in_header || in_address
}

impl S3Door {
    /// Answers to holders of the `keys` of the moment.
    pub(crate) fn new(drivers: &Drivers, keys: watch::Receiver<Credentials>) -> Self {
        let buckets = Buckets {
            objects: Arc::clone(&drivers.objects),
            region: keys.borrow().region.clone(),
            chance: drivers.chance.clone(),
        };
        let mut builder = S3ServiceBuilder::new(buckets);
        builder.set_auth(Keys(keys));
        builder.set_access(OnlyOnce { seen: Seen::default(), chance: drivers.chance.clone() });
        Self { service: builder.build() }
    }

    pub(crate) async fn answer(&self, head: Parts, body: Body) -> Response {
        let request = Request::from_parts(head, s3s::Body::http_body_unsync(body));
        match self.service.call(request).await {
            Ok(response) => response.map(Body::new),
            Err(_) => StatusCode::BAD_REQUEST.into_response(),
        }
    }
}

/// The access key of this machine, which may be replaced at any moment.
#[derive(Debug)]
struct Keys(watch::Receiver<Credentials>);

#[async_trait::async_trait]
impl S3Auth for Keys {
    async fn get_secret_key(&self, access_key: &str) -> S3Result<SecretKey> {
        let keys = self.0.borrow();
        if keys.access_key == access_key {
            return Ok(SecretKey::from(keys.secret.as_str()));
        }
        Err(s3_error!(InvalidAccessKeyId, "The access key is not one of this machine's."))
    }
}

/// Lets each signed request in once, as AWS's door for Step Functions does. Addresses that were signed in advance are
/// meant to be used again.
#[derive(Debug)]
struct OnlyOnce {
    seen: Seen,
    chance: Chance,
}

#[async_trait::async_trait]
impl S3Access for OnlyOnce {
    async fn check(&self, context: &mut S3AccessContext<'_>) -> S3Result<()> {
        if context.credentials().is_none() {
            return Err(s3_error!(AccessDenied, "Anonymous access is forbidden."));
        }
        let headers = context.headers();
        match single(headers, "authorization").map(sigv4::signature) {
            None => Ok(()),
            Some(Some(signature)) if self.seen.is_new(&signature, headers, self.chance.wall()) => Ok(()),
            Some(_) => Err(s3_error!(AccessDenied, "This signed request was sent before; sign it anew.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Uri};

    #[test]
    fn the_signature_says_which_door_is_meant() {
        let check = |uri: &'static str, authorization: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            if let Some(claim) = authorization {
                headers.insert("authorization", HeaderValue::from_static(claim));
            }
            super::is_meant(&Uri::from_static(uri), &headers)
        };
        let scope = |service: &str| match service {
            "s3" => {
                "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
            }
            _ => {
                "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0"
            }
        };
        assert!(check("/bucket/key", Some(scope("s3"))));
        assert!(!check("/", Some(scope("states"))));
        assert!(!check("/bucket/key", None));
        assert!(check(
            "/b/k?X-Amz-Credential=k%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0",
            None
        ));
        assert!(!check("/open?key=X-Amz-Signature", None));
    }
}

//! Signature Version 4: who sent a request, and that nobody changed it since.
//!
//! What is accepted: the header form (`Authorization: AWS4-HMAC-SHA256 …`), service `states`, the configured region,
//! an instant within five minutes of ours, and a signature over the body as it arrived, whatever
//! `x-amz-content-sha256` claims. Addresses signed in advance are refused: they carry no body, and every operation
//! here has one.
//!
//! A copy of a request is refused while its instant is still good. Legal repetition looks different: SDKs sign by the
//! second, so two equal questions within one second have one signature, but each call has its own
//! `amz-sdk-invocation-id` and each retry its own `amz-sdk-request`. So what must not come twice is signature and
//! these two headers together. They are not always signed; this stops copies, not somebody who can read the
//! connections of this machine.

mod canonical;
mod instant;
mod seen;
mod sign;
mod signing_keys;
#[cfg(test)]
mod tests;

use axum::http::HeaderMap;
use hmac::Mac;

pub use sign::{Signed, sign};

pub(crate) use seen::Seen;
use sign::text_to_sign;
pub(crate) use signing_keys::SigningKeys;

/// Milliseconds by which a request's instant may differ from ours.
pub(crate) const WINDOW_MILLISECONDS: i64 = 5 * 60 * 1_000;
const SERVICE: &str = "states";
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Who may come in, and as whom.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Names the key.
    pub access_key: String,
    /// The key.
    pub secret: String,
    /// The account whose state machines are seen: 12 digits.
    pub account: String,
    /// The region they are in.
    pub region: String,
}

impl std::fmt::Debug for Credentials {
    /// Without the secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { access_key, account, region, .. } = self;
        formatter
            .debug_struct("Credentials")
            .field("access_key", access_key)
            .field("account", account)
            .field("region", region)
            .finish_non_exhaustive()
    }
}

/// Whether `text` can be an access key or a secret: it is not empty and survives in a header and a profile.
#[must_use]
pub fn is_key(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',')
}

/// Why a request is not believed; the names are AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    Missing,
    Incomplete,
    UnknownKey,
    WrongScope,
    Unsigned,
    Expired,
    Wrong,
    Copy,
}

impl Doubt {
    /// AWS's error name and text.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        const INVALID: &str = "InvalidSignatureException";
        match self {
            Self::Missing => ("MissingAuthenticationTokenException", "Missing Authentication Token"),
            Self::Incomplete => (
                "IncompleteSignatureException",
                "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters and an existing 'X-Amz-Date' header.",
            ),
            Self::UnknownKey => {
                ("UnrecognizedClientException", "The security token included in the request is invalid.")
            }
            Self::WrongScope => {
                (INVALID, "Credential should be scoped to a valid region and to the service 'states'.")
            }
            Self::Unsigned => (INVALID, "The headers host, x-amz-date and x-amz-target must be signed."),
            Self::Expired => (INVALID, "Signature expired or not yet current."),
            Self::Wrong => (
                INVALID,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
            ),
            Self::Copy => (INVALID, "This signed request was sent before; sign it anew."),
        }
    }
}

/// What the `Authorization` header says.
struct Claim<'r> {
    access_key: &'r str,
    /// `date/region/service/aws4_request`.
    scope: &'r str,
    signed_headers: &'r str,
    signature: &'r str,
}

/// Checks a request that arrived at `now` (milliseconds since 1970). `target` is path and query as they were sent.
pub(crate) fn verify(
    credentials: &Credentials,
    keys: &SigningKeys,
    method: &str,
    target: &str,
    headers: &HeaderMap,
    body: &[u8],
    now: i64,
) -> Result<[u8; 32], Doubt> {
    let claim = claim(headers)?;
    if claim.access_key != credentials.access_key {
        return Err(Doubt::UnknownKey);
    }
    let date = single(headers, "x-amz-date").ok_or(Doubt::Incomplete)?;
    let sent_at = instant::milliseconds(date).ok_or(Doubt::Incomplete)?;
    let day = date.get(..8).unwrap_or_default();
    let region = &credentials.region;
    if claim.scope != format!("{day}/{region}/{SERVICE}/aws4_request") {
        return Err(Doubt::WrongScope);
    }
    check_signed_headers(headers, claim.signed_headers)?;
    let request = canonical::request(method, target, headers, claim.signed_headers, body);
    let to_sign = text_to_sign(date, claim.scope, &request);
    let signature = from_hex(claim.signature).ok_or(Doubt::Incomplete)?;
    // Compares in constant time.
    keys.of(credentials, day).chain_update(to_sign).verify_slice(&signature).map_err(|_| Doubt::Wrong)?;
    if now.abs_diff(sent_at) > WINDOW_MILLISECONDS.unsigned_abs() {
        return Err(Doubt::Expired);
    }
    Ok(signature)
}

/// The signature in an `Authorization` header that was checked elsewhere.
pub(crate) fn signature(authorization: &str) -> Option<[u8; 32]> {
    let (_, rest) = authorization.rsplit_once("Signature=")?;
    from_hex(rest.split(',').next()?.trim())
}

fn claim(headers: &HeaderMap) -> Result<Claim<'_>, Doubt> {
    if !headers.contains_key("authorization") {
        return Err(Doubt::Missing);
    }
    let text = single(headers, "authorization").ok_or(Doubt::Incomplete)?;
    let members = text.strip_prefix(ALGORITHM).ok_or(Doubt::Incomplete)?;
    let (mut credential, mut signed_headers, mut signature) = (None, None, None);
    for member in members.split(',') {
        let (name, value) = member.trim().split_once('=').ok_or(Doubt::Incomplete)?;
        let place = match name {
            "Credential" => &mut credential,
            "SignedHeaders" => &mut signed_headers,
            "Signature" => &mut signature,
            _ => return Err(Doubt::Incomplete),
        };
        if place.replace(value).is_some() {
            return Err(Doubt::Incomplete);
        }
    }
    let (Some(credential), Some(signed_headers), Some(signature)) = (credential, signed_headers, signature)
    else {
        return Err(Doubt::Incomplete);
    };
    let (access_key, scope) = credential.split_once('/').ok_or(Doubt::Incomplete)?;
    Ok(Claim { access_key, scope, signed_headers, signature })
}

/// What decides about the meaning of the request must be signed, if it is there.
fn check_signed_headers(headers: &HeaderMap, signed: &str) -> Result<(), Doubt> {
    let is_signed = |name: &str| signed.split(';').any(|signed| signed == name);
    let needed = ["host", "x-amz-date", "x-amz-target", "x-amz-security-token"];
    match needed.iter().all(|name| is_signed(name) || (*name != "host" && !headers.contains_key(*name))) {
        true => Ok(()),
        false => Err(Doubt::Unsigned),
    }
}

/// The value of a header that is there exactly once.
pub(crate) fn single<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

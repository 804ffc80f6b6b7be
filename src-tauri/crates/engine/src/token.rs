//! Task tokens: they carry their execution and ticket, signed, so that no table is needed to look one up.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Ticket;

const SIGNATURE_BYTES: usize = 32;
const TICKET_BYTES: usize = 8;
/// Block size of SHA-256.
const BLOCK_BYTES: usize = 64;

/// What a token says once its signature has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// ARN of the execution.
    pub execution_arn: String,
    /// The task in it.
    pub ticket: Ticket,
}

/// The token of a ticket: unpadded base64url of ticket, execution ARN and HMAC-SHA256.
#[must_use]
pub fn issue(execution_arn: &str, ticket: Ticket, key: &[u8; 32]) -> String {
    let mut bytes = Vec::with_capacity(TICKET_BYTES + execution_arn.len() + SIGNATURE_BYTES);
    bytes.extend_from_slice(&ticket.0.to_be_bytes());
    bytes.extend_from_slice(execution_arn.as_bytes());
    let signature = signed(&bytes, key).finalize().into_bytes();
    bytes.extend_from_slice(&signature);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a token without trusting it, for example to find the execution whose key must have signed it.
/// `None` if it cannot be one of ours.
#[must_use]
pub fn read(token: &str) -> Option<Claim> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (body, _) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE_BYTES)?)?;
    claim(body)
}

/// Reads a token and checks its signature in constant time. `None` if it was not issued with this key.
#[must_use]
pub fn check(token: &str, key: &[u8; 32]) -> Option<Claim> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (body, signature) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE_BYTES)?)?;
    signed(body, key).verify_slice(signature).ok()?;
    claim(body)
}

fn claim(body: &[u8]) -> Option<Claim> {
    let (ticket, arn) = body.split_first_chunk::<TICKET_BYTES>()?;
    let execution_arn = std::str::from_utf8(arn).ok()?.to_owned();
    Some(Claim { execution_arn, ticket: Ticket(u64::from_be_bytes(*ticket)) })
}

fn signed(body: &[u8], key: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC fills a short key up to the block size with zeros; doing so here leaves no length to be wrong about.
    let mut block = [0; BLOCK_BYTES];
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:states:us-east-1:111111111111:execution:m:e";

    #[test]
    fn a_token_gives_back_what_it_was_issued_for() {
        let token = issue(ARN, Ticket(7), &[1; 32]);
        let claim = Claim { execution_arn: ARN.to_owned(), ticket: Ticket(7) };
        assert_eq!(check(&token, &[1; 32]), Some(claim.clone()));
        assert_eq!(read(&token), Some(claim));
    }

    #[test]
    fn a_changed_token_or_another_key_is_refused() {
        let token = issue(ARN, Ticket(7), &[1; 32]);
        assert_eq!(check(&token, &[2; 32]), None);
        for place in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            assert_eq!(check(std::str::from_utf8(&changed).unwrap(), &[1; 32]), None, "byte {place}");
        }
        for text in ["", "x", "not a token", "AAAA"] {
            assert_eq!(check(text, &[1; 32]), None);
            assert_eq!(read(text), None);
        }
    }
}

//! The key with which programs come in through AWS's door: made at the first start, kept for this user only.

use std::io::{Error, ErrorKind};
use std::path::Path;

use gateway::{Credentials, is_key};
use runtime::Entropy;

use crate::clock::RealEntropy;
use crate::private_file;

/// The file in the data folder, in the form of `~/.aws/credentials`.
const FILE: &str = "credentials";
/// The file in the data folder that says where clients were answered last.
const ENDPOINT: &str = "endpoint";
/// Account and region unless others are chosen.
const ACCOUNT: &str = "111111111111";
const REGION: &str = "us-east-1";

/// What somebody chose for this run; the rest is as it is kept. Nothing of it is written down.
#[derive(Clone, Default)]
pub struct Chosen {
    /// Names the key.
    pub access_key: Option<String>,
    /// The key.
    pub secret: Option<String>,
    /// 12 digits.
    pub account: Option<String>,
    /// For example `eu-central-1`.
    pub region: Option<String>,
}

impl std::fmt::Debug for Chosen {
    /// Without the secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Chosen").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// The credentials of a data folder, made if there are none, with what was chosen over them.
///
/// # Errors
/// If the file cannot be read or written, or what was chosen cannot be sent by clients.
pub fn credentials(data: &Path, chosen: Chosen) -> std::io::Result<Credentials> {
    let file = data.join(FILE);
    let kept = match std::fs::read_to_string(&file) {
        Ok(text) => read(&text).ok_or_else(|| {
            let message = format!("`{}` holds no credentials; remove it to get new ones", file.display());
            Error::new(ErrorKind::InvalidData, message)
        })?,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let new = make();
            make_folder(data)?;
            private_file::replace(&file, &profile(&new))?;
            new
        }
        Err(error) => return Err(error),
    };
    let used = Credentials {
        access_key: chosen.access_key.unwrap_or(kept.access_key),
        secret: chosen.secret.unwrap_or(kept.secret),
        account: chosen.account.unwrap_or(kept.account),
        region: chosen.region.unwrap_or(kept.region),
    };
    check(&used).map(|()| used)
}

/// Makes new keys for the same account and region, and keeps them in place of the old ones.
///
/// # Errors
/// If the file cannot be read or written.
pub(crate) fn replace(data: &Path) -> std::io::Result<Credentials> {
    let kept = credentials(data, Chosen::default())?;
    let new = Credentials { account: kept.account, region: kept.region, ..make() };
    private_file::replace(&data.join(FILE), &profile(&new))?;
    Ok(new)
}

/// Where clients were answered last, if they ever were: `http://127.0.0.1:7171`. The window keeps its port, so they
/// find it there again.
#[must_use]
pub fn endpoint(data: &Path) -> Option<String> {
    let text = std::fs::read_to_string(data.join(ENDPOINT)).ok()?;
    Some(text.trim().to_owned()).filter(|endpoint| port_of(endpoint).is_some())
}

/// Remembers where clients are answered.
pub(crate) fn keep_endpoint(data: &Path, endpoint: &str) -> std::io::Result<()> {
    private_file::replace(&data.join(ENDPOINT), &format!("{endpoint}\n"))
}

/// The port of an endpoint of ours.
pub(crate) fn port_of(endpoint: &str) -> Option<u16> {
    endpoint.strip_prefix("http://127.0.0.1:")?.parse().ok()
}

/// The profile for `~/.aws/config` that sends calls of Step Functions and S3 to `endpoint`. Clients put `sync-` before the
/// host of some operations, which no name of this machine has; `disable_host_prefix_injection` stops the AWS CLI and
/// boto3 from doing so.
#[must_use]
pub fn config(credentials: &Credentials, endpoint: &str) -> String {
    let region = &credentials.region;
    format!(
        "[profile signalbox]\nregion = {region}\nservices = signalbox\ndisable_host_prefix_injection = true\n\n[services signalbox]\nsfn =\n  endpoint_url = {endpoint}\ns3 =\n  endpoint_url = {endpoint}\n"
    )
}

/// The credentials as a profile for `~/.aws/credentials`.
#[must_use]
pub fn profile(credentials: &Credentials) -> String {
    let Credentials { access_key, secret, account, region } = credentials;
    format!(
        "[signalbox]\naws_access_key_id = {access_key}\naws_secret_access_key = {secret}\naws_account_id = {account}\nregion = {region}\n"
    )
}

fn check(credentials: &Credentials) -> std::io::Result<()> {
    let Credentials { access_key, secret, account, region } = credentials;
    let is_region = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    let wrong = if !is_key(access_key) || access_key.contains('/') {
        "the access key must be 1 to 128 visible ASCII characters without commas and slashes"
    } else if !is_key(secret) {
        "the secret must be 1 to 128 visible ASCII characters without commas"
    } else if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
        "the account must be 12 digits"
    } else if !is_region(region) {
        "the region must be like `us-east-1`"
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::InvalidInput, wrong))
}

/// 80 random bits name the key, in the letters AWS uses; 256 are the key.
fn make() -> Credentials {
    let mut random = [0; 48];
    RealEntropy.fill(&mut random);
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied().map_or('A', char::from);
    let (name, key) = random.split_at(16);
    Credentials {
        access_key: format!("SBOX{}", name.iter().map(letter).collect::<String>()),
        secret: base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, key),
        account: ACCOUNT.to_owned(),
        region: REGION.to_owned(),
    }
}

fn read(text: &str) -> Option<Credentials> {
    let value = |name: &str| {
        let lines = text.lines().filter_map(|line| line.split_once('='));
        lines.into_iter().find(|(found, _)| found.trim() == name).map(|(_, value)| value.trim().to_owned())
    };
    Some(Credentials {
        access_key: value("aws_access_key_id")?,
        secret: value("aws_secret_access_key")?,
        account: value("aws_account_id")?,
        region: value("region")?,
    })
}

fn make_folder(data: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(data)
}

#[cfg(test)]
mod tests {
    use super::{Chosen, credentials};

    #[test]
    fn credentials_are_made_once_and_kept_for_this_user_only() {
        let folder = std::env::temp_dir().join(format!("signalbox-credentials-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let first = credentials(&folder, Chosen::default()).expect("made");
        let again = credentials(&folder, Chosen::default()).expect("read");
        assert_eq!(first, again);
        assert_eq!((first.account.as_str(), first.region.as_str()), ("111111111111", "us-east-1"));
        let chosen = Chosen { account: Some("222222222222".into()), ..Chosen::default() };
        let changed = credentials(&folder, chosen).expect("changed");
        assert_eq!(changed.account, "222222222222");
        assert_eq!(changed.secret, first.secret);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = folder.join("credentials").metadata().expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        for wrong in [
            Chosen { access_key: Some(String::new()), ..Chosen::default() },
            Chosen { access_key: Some("a/b".into()), ..Chosen::default() },
            Chosen { secret: Some("two words".into()), ..Chosen::default() },
            Chosen { account: Some("1".into()), ..Chosen::default() },
            Chosen { region: Some("US East".into()), ..Chosen::default() },
        ] {
            assert!(credentials(&folder, wrong.clone()).is_err(), "{wrong:?}");
        }
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}

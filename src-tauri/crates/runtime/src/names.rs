//! Names and ARNs (step-functions-api §9.2, step-functions-executions §8.2).

use crate::Entropy;

/// Region in every local ARN.
pub const REGION: &str = "us-east-1";
/// Account in every local ARN.
pub const ACCOUNT: &str = "111111111111";
/// Characters in a name at most.
const NAME_MAX: usize = 80;

/// Whether AWS accepts `name` for an execution or a state machine: 1–80 characters, no blanks, brackets, wildcards,
/// special or control characters.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (1..=NAME_MAX).contains(&length) && !name.chars().any(is_forbidden)
}

/// `text` with every character that a name may not have replaced by `-`, cut to 80; `workflow` if nothing is left.
#[must_use]
pub fn to_name(text: &str) -> String {
    let replace = |letter| if is_forbidden(letter) { '-' } else { letter };
    let name: String = text.trim().chars().map(replace).take(NAME_MAX).collect();
    if name.trim_matches('-').is_empty() { "workflow".into() } else { name }
}

fn is_forbidden(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || ('\u{fffe}'..='\u{ffff}').contains(&letter)
        || "<>{}[]?*\"#%\\^|~`$&,;:/".contains(letter)
}

/// ARN of the state machine with this name.
#[must_use]
pub fn machine_arn(machine: &str) -> String {
    format!("arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:{machine}")
}

/// ARN of an execution.
#[must_use]
pub fn execution_arn(machine: &str, execution: &str) -> String {
    format!("arn:aws:states:{REGION}:{ACCOUNT}:execution:{machine}:{execution}")
}

/// What the ARNs of a state machine's executions begin with; those of its Map Runs' children do not.
#[must_use]
pub fn executions_of(machine_arn: &str) -> String {
    format!("{}:", machine_arn.replacen(":stateMachine:", ":execution:", 1))
}

/// As [`executions_of`], of one whose executions are express.
#[must_use]
pub fn express_executions_of(machine_arn: &str) -> String {
    format!("{}:", machine_arn.replacen(":stateMachine:", ":express:", 1))
}

/// ARN of the state machine that an execution is of; of a Map Run's child, that of the Map Run.
#[must_use]
pub fn machine_of(execution_arn: &str) -> Option<String> {
    let mut parts: Vec<&str> = execution_arn.split(':').take(7).collect();
    let [.., kind, machine] = parts.as_mut_slice() else { return None };
    if !matches!(*kind, "execution" | "express") {
        return None;
    }
    *kind = "stateMachine";
    // Children of a Map Run have its label behind the name.
    *machine = machine.split('/').next().unwrap_or_default();
    Some(parts.join(":"))
}

/// Whether this is the ARN of an express execution.
#[must_use]
pub fn is_express(execution_arn: &str) -> bool {
    execution_arn.split(':').nth(5) == Some("express")
}

/// Whether this is the ARN of a child of a Map Run, which has the label of its Map state in it.
pub(crate) fn is_child(execution_arn: &str) -> bool {
    execution_arn.split(':').nth(6).is_some_and(|machine| machine.contains('/'))
}

/// Role that local state machines run with.
#[must_use]
pub fn role_arn() -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/signalbox-local")
}

/// A random name in the form of a version 4 UUID, as AWS gives.
#[must_use]
pub fn random_name(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    let number = u128::from_be_bytes(bytes);
    let number = number & !(0xf << 76) | 4 << 76;
    let number = number & !(0b11 << 62) | 0b10 << 62;
    let part = |from: u32, digits: u32| number >> (4 * (32 - from - digits)) & ((1 << (4 * digits)) - 1);
    let (a, b, c, d, e) = (part(0, 8), part(8, 4), part(12, 4), part(16, 4), part(20, 12));
    format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_aws_accepts() {
        let longest = "名".repeat(80);
        for name in ["a", "Ünïcødé", "with-dash_and.dot", "e@mail+x=y!'()", longest.as_str()] {
            assert!(is_name(name), "{name}");
        }
        let too_long = "a".repeat(81);
        let bad = ["", "a b", "a\tb", "a/b", "a:b", "a*", "a<b", "\"", "a\u{7f}", "a\u{85}b", "a\u{ffff}"];
        for name in bad.into_iter().chain([too_long.as_str()]) {
            assert!(!is_name(name), "{name:?}");
            assert!(is_name(&to_name(name)), "{name:?} made into a name");
        }
    }

    #[test]
    fn an_execution_names_its_state_machine() {
        let machine = machine_arn("orders");
        let standard = format!("{}one", executions_of(&machine));
        let express = format!("{}one:c0ffee", express_executions_of(&machine));
        let child = standard.replace("orders:", "orders/Each:");
        assert_eq!(standard, execution_arn("orders", "one"));
        for arn in [standard, express, child] {
            assert_eq!(machine_of(&arn).as_ref(), Some(&machine), "{arn}");
        }
        assert!(is_express(&format!("{}one:c0ffee", express_executions_of(&machine))));
        for arn in ["", "orders", machine.as_str()] {
            assert_eq!(machine_of(arn), None, "{arn}");
        }
    }

    #[derive(Debug)]
    struct Ones;
    impl Entropy for Ones {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0xff);
        }
    }

    #[test]
    fn given_names_look_like_version_4_uuids() {
        assert_eq!(random_name(&Ones), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}

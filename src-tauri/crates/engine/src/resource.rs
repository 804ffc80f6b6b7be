//! Reads a task's `Resource`: what kind of answer to expect, and how the history names it.

use crate::Pattern;

/// The pattern of a `Resource` ARN; `None` if it has no form that AWS knows.
pub(crate) fn pattern(resource: &str) -> Option<Pattern> {
    let mut parts = resource.splitn(6, ':');
    let (arn, _partition, service) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, _account, rest) = (parts.next()?, parts.next()?, parts.next()?);
    match (arn, service, region) {
        ("arn", "lambda", _) if rest.starts_with("function:") => Some(Pattern::Function),
        ("arn", "states", "") => Some(integration(rest)),
        ("arn", "states", _) if rest.starts_with("activity:") => Some(Pattern::Activity),
        _ => None,
    }
}

fn integration(rest: &str) -> Pattern {
    if rest.ends_with(".waitForTaskToken") {
        Pattern::WaitForTaskToken
    } else if rest.ends_with(".sync:2") {
        Pattern::Sync2
    } else if rest.ends_with(".sync") {
        Pattern::Sync
    } else {
        Pattern::RequestResponse
    }
}

/// The history's `resourceType` and `resource`: `aws-sdk:dynamodb` and `getItem`, `sqs` and
/// `sendMessage.waitForTaskToken`.
pub(crate) fn type_and_action(resource: &str) -> (&str, &str) {
    let rest = resource.splitn(6, ':').nth(5).unwrap_or(resource);
    let action_start = match rest.strip_suffix(":2") {
        Some(stem) => stem.rfind(':'),
        None => rest.rfind(':'),
    };
    action_start.and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?))).unwrap_or(("", rest))
}

/// The region in an ARN.
pub(crate) fn region(arn: &str) -> &str {
    arn.split(':').nth(3).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(resource: &str, expected: Option<Pattern>, named: (&str, &str)) {
        assert_eq!(pattern(resource), expected, "{resource}");
        assert_eq!(type_and_action(resource), named, "{resource}");
    }

    #[test]
    fn a_resource_says_what_answer_to_expect() {
        let lambda = "arn:aws:lambda:us-east-1:111111111111:function:Work:1";
        assert_eq!(pattern(lambda), Some(Pattern::Function));
        let activity = "arn:aws:states:us-east-1:111111111111:activity:Approve";
        assert_eq!(pattern(activity), Some(Pattern::Activity));
        check("arn:aws:states:::lambda:invoke", Some(Pattern::RequestResponse), ("lambda", "invoke"));
        let sdk = "arn:aws:states:::aws-sdk:dynamodb:getItem";
        check(sdk, Some(Pattern::RequestResponse), ("aws-sdk:dynamodb", "getItem"));
        let nested = "arn:aws:states:::states:startExecution.sync";
        check(nested, Some(Pattern::Sync), ("states", "startExecution.sync"));
        let parsed = "arn:aws:states:::states:startExecution.sync:2";
        check(parsed, Some(Pattern::Sync2), ("states", "startExecution.sync:2"));
        let token = "arn:aws-cn:states:::sqs:sendMessage.waitForTaskToken";
        check(token, Some(Pattern::WaitForTaskToken), ("sqs", "sendMessage.waitForTaskToken"));
    }

    #[test]
    fn anything_else_is_no_resource() {
        for resource in ["", "lambda", "arn:aws:s3:::bucket", "arn:aws:states:eu-west-1:1:stateMachine:x"] {
            assert_eq!(pattern(resource), None, "{resource}");
        }
    }
}

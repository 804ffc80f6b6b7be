//! Which operation's answer is a task's result (step-functions-errors-integrations §7, TestState's field validation).

use crate::optimised::{integrations, optimised};

/// An operation whose answer a task gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer<'r> {
    /// Name of the service in `arn:aws:states:::aws-sdk:`.
    pub service: &'r str,
    /// Name of the operation in a `Resource`.
    pub operation: &'r str,
    /// Members that the integration turns into JSON of any form.
    pub free: &'static [&'static str],
}

const PREFIX: &str = "arn:aws:states:::";
const SDK: &str = "aws-sdk:";
const RUN_A_JOB: [&str; 2] = [".sync:2", ".sync"];
const NESTED: &[&str] = &["Input", "Output"];

/// Jobs and the operation that is polled until they are over. Jobs of SageMaker follow a rule: `create…Job` is polled
/// with `describe…Job`.
const JOBS: [(&str, &str, &str); 20] = [
    ("athena:startQueryExecution", "athena", "getQueryExecution"),
    ("batch:submitJob", "batch", "describeJobs"),
    ("bedrock:createModelCustomizationJob", "bedrock", "getModelCustomizationJob"),
    ("codebuild:startBuild", "codebuild", "batchGetBuilds"),
    ("codebuild:startBuildBatch", "codebuild", "batchGetBuildBatches"),
    ("databrew:startJobRun", "databrew", "describeJobRun"),
    ("ecs:runTask", "ecs", "describeTasks"),
    ("eks:createCluster", "eks", "describeCluster"),
    ("eks:createFargateProfile", "eks", "describeFargateProfile"),
    ("eks:createNodegroup", "eks", "describeNodegroup"),
    ("elasticmapreduce:addStep", "emr", "describeStep"),
    ("elasticmapreduce:createCluster", "emr", "describeCluster"),
    ("elasticmapreduce:terminateCluster", "emr", "describeCluster"),
    ("emr-containers:startJobRun", "emrcontainers", "describeJobRun"),
    ("emr-serverless:createApplication", "emrserverless", "getApplication"),
    ("emr-serverless:startApplication", "emrserverless", "getApplication"),
    ("emr-serverless:startJobRun", "emrserverless", "getJobRun"),
    ("glue:startJobRun", "glue", "getJobRun"),
    ("mediaconvert:createJob", "mediaconvert", "getJob"),
    ("states:startExecution", "sfn", "describeExecution"),
];

const SAGEMAKER: [(&str, &str); 4] = [
    ("createLabelingJob", "describeLabelingJob"),
    ("createProcessingJob", "describeProcessingJob"),
    ("createTrainingJob", "describeTrainingJob"),
    ("createTransformJob", "describeTransformJob"),
];

/// The operation whose answer a task with this `Resource` gives. `None` for what AWS compares with no model: functions,
/// activities, task tokens, HTTP and API Gateway, and the EKS calls of its own.
#[must_use]
pub fn answer(resource: &str) -> Option<Answer<'_>> {
    let rest = resource.strip_prefix(PREFIX)?;
    if let Some(call) = rest.strip_prefix(SDK) {
        let (service, operation) = call.split_once(':')?;
        return (!operation.contains('.')).then_some(Answer { service, operation, free: &[] });
    }
    if let Some(job) = RUN_A_JOB.iter().find_map(|ending| rest.strip_suffix(ending)) {
        return answer_of_job(job, if rest.ends_with(":2") { NESTED } else { &[] });
    }
    let (service, operation) = rest.split_once(':')?;
    match (service, operation) {
        _ if operation.contains('.') => None,
        ("http" | "apigateway", _) | ("eks", "call" | "runJob") => None,
        ("lambda", "invoke") => Some(Answer { service, operation, free: &["Payload"] }),
        ("bedrock", "invokeModel") => Some(Answer { service: "bedrockruntime", operation, free: &["Body"] }),
        _ => {
            // The service of an integration may have another name in its API model.
            let known = optimised(service, operation).map(|(integration, _)| integration);
            let known = known.or_else(|| integrations().find(|integration| integration.id == service));
            let service = known.map_or(service, |integration| integration.sdk.as_str());
            Some(Answer { service, operation, free: &[] })
        }
    }
}

fn answer_of_job<'r>(job: &'r str, free: &'static [&'static str]) -> Option<Answer<'r>> {
    if let Some((_, service, operation)) = JOBS.iter().find(|(name, _, _)| *name == job) {
        return Some(Answer { service, operation, free });
    }
    let started = job.strip_prefix("sagemaker:")?;
    let (_, operation) = SAGEMAKER.iter().find(|(name, _)| *name == started)?;
    Some(Answer { service: "sagemaker", operation, free })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_names_the_operation_whose_answer_it_gives() {
        let check = |resource: &str, expected: Option<(&str, &str)>| {
            let found = answer(resource).map(|answer| (answer.service, answer.operation));
            assert_eq!(found, expected, "{resource}");
        };
        check("arn:aws:states:::aws-sdk:s3:getObject", Some(("s3", "getObject")));
        check("arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken", None);
        check("arn:aws:states:::events:putEvents", Some(("eventbridge", "putEvents")));
        check("arn:aws:states:::states:startExecution", Some(("sfn", "startExecution")));
        check("arn:aws:states:::states:startExecution.sync:2", Some(("sfn", "describeExecution")));
        check("arn:aws:states:::glue:startJobRun.sync", Some(("glue", "getJobRun")));
        check(
            "arn:aws:states:::sagemaker:createTrainingJob.sync",
            Some(("sagemaker", "describeTrainingJob")),
        );
        check("arn:aws:states:::lambda:invoke.waitForTaskToken", None);
        check("arn:aws:states:::http:invoke", None);
        check("arn:aws:states:::eks:runJob.sync", None);
        check("arn:aws:lambda:us-east-1:111111111111:function:f", None);
    }

    #[test]
    fn every_job_is_polled_with_an_operation_that_exists() {
        let sagemaker = SAGEMAKER.iter().map(|(_, operation)| ("sagemaker", *operation));
        for (service, operation) in
            JOBS.iter().map(|(_, service, operation)| (*service, *operation)).chain(sagemaker)
        {
            let found = crate::service(service).and_then(|service| service.operation(operation));
            assert!(found.is_some_and(|found| found.answer.is_some()), "{service}:{operation}");
        }
        for integration in integrations().filter(|integration| integration.id != "http") {
            assert!(crate::service(&integration.sdk).is_some(), "{}", integration.sdk);
        }
    }
}

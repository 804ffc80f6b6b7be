//! The list of operations, and where each is done.

use std::sync::Arc;

use resources::Chance;
use resources::objects::Objects;
use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result};

use super::{buckets, listing, multipart, objects};

/// What the operations work with.
#[derive(Debug)]
pub(super) struct Buckets {
    pub(super) objects: Arc<Objects>,
    pub(super) region: String,
    pub(super) chance: Chance,
}

/// `operation(Input) -> Output = place`, one a line.
macro_rules! operations {
    ($($operation:ident($input:ident) -> $output:ident = $place:path;)*) => {
        #[async_trait::async_trait]
        impl S3 for Buckets {
            $(async fn $operation(&self, request: S3Request<$input>) -> S3Result<S3Response<$output>> {
                Ok(S3Response::new($place(self, request.input).await?))
            })*
        }
    };
}

operations! {
    list_buckets(ListBucketsInput) -> ListBucketsOutput = buckets::list;
    create_bucket(CreateBucketInput) -> CreateBucketOutput = buckets::create;
    head_bucket(HeadBucketInput) -> HeadBucketOutput = buckets::head;
    delete_bucket(DeleteBucketInput) -> DeleteBucketOutput = buckets::delete;
    get_bucket_location(GetBucketLocationInput) -> GetBucketLocationOutput = buckets::location;
    list_objects(ListObjectsInput) -> ListObjectsOutput = listing::list;
    list_objects_v2(ListObjectsV2Input) -> ListObjectsV2Output = listing::list_v2;
    put_object(PutObjectInput) -> PutObjectOutput = objects::put;
    get_object(GetObjectInput) -> GetObjectOutput = objects::get;
    head_object(HeadObjectInput) -> HeadObjectOutput = objects::head;
    copy_object(CopyObjectInput) -> CopyObjectOutput = objects::copy;
    delete_object(DeleteObjectInput) -> DeleteObjectOutput = objects::delete;
    delete_objects(DeleteObjectsInput) -> DeleteObjectsOutput = objects::delete_many;
    create_multipart_upload(CreateMultipartUploadInput) -> CreateMultipartUploadOutput = multipart::create;
    upload_part(UploadPartInput) -> UploadPartOutput = multipart::upload;
    upload_part_copy(UploadPartCopyInput) -> UploadPartCopyOutput = multipart::copy;
    list_parts(ListPartsInput) -> ListPartsOutput = multipart::list;
    complete_multipart_upload(CompleteMultipartUploadInput) -> CompleteMultipartUploadOutput = multipart::complete;
    abort_multipart_upload(AbortMultipartUploadInput) -> AbortMultipartUploadOutput = multipart::abort;
}

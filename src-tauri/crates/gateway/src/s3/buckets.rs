//! Operations on buckets.

use std::sync::Arc;

use resources::objects::BucketName;
use s3s::S3Result;
use s3s::dto::*;

use super::operations::Buckets;
use super::refusing::{blocking, refused};

pub(super) async fn list(door: &Buckets, _: ListBucketsInput) -> S3Result<ListBucketsOutput> {
    let objects = Arc::clone(&door.objects);
    let buckets = blocking(move || objects.buckets()).await?;
    let buckets = buckets.into_iter().map(|bucket| Bucket {
        name: Some(bucket.name.to_string()),
        creation_date: Some(bucket.created.into()),
        ..Default::default()
    });
    Ok(ListBucketsOutput { buckets: Some(buckets.collect()), ..Default::default() })
}

pub(super) async fn create(door: &Buckets, input: CreateBucketInput) -> S3Result<CreateBucketOutput> {
    let objects = Arc::clone(&door.objects);
    let bucket = BucketName::parse(&input.bucket).map_err(refused)?;
    // In us-east-1 making one's own bucket again is fine.
    blocking(move || objects.create_bucket(&bucket)).await?;
    Ok(CreateBucketOutput { location: Some(format!("/{}", input.bucket)) })
}

pub(super) async fn head(door: &Buckets, input: HeadBucketInput) -> S3Result<HeadBucketOutput> {
    exists(door, &input.bucket).await?;
    Ok(HeadBucketOutput { bucket_region: Some(door.region.clone()), ..Default::default() })
}

pub(super) async fn delete(door: &Buckets, input: DeleteBucketInput) -> S3Result<DeleteBucketOutput> {
    let objects = Arc::clone(&door.objects);
    let bucket = BucketName::parse(&input.bucket).map_err(refused)?;
    blocking(move || objects.delete_bucket(&bucket)).await?;
    Ok(DeleteBucketOutput::default())
}

pub(super) async fn location(
    door: &Buckets,
    input: GetBucketLocationInput,
) -> S3Result<GetBucketLocationOutput> {
    exists(door, &input.bucket).await?;
    // AWS's oldest region has no name here.
    let region = Some(door.region.clone()).filter(|region| region != "us-east-1");
    Ok(GetBucketLocationOutput { location_constraint: region.map(BucketLocationConstraint::from) })
}

async fn exists(door: &Buckets, bucket: &str) -> S3Result<()> {
    let objects = Arc::clone(&door.objects);
    let bucket = BucketName::parse(bucket).map_err(refused)?;
    blocking(move || objects.list(&bucket, "", "").map(|_| ())).await
}

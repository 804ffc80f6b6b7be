//! Buckets and objects of this machine: the local counterpart of Amazon S3, as far as workflows need it.
//!
//! An object is an ordinary file, `<data folder>/buckets/<bucket>/<key>`, that a person can look at, and a file that a
//! person drops there is an object. Nothing is kept beside the files, so there is nothing that could disagree with
//! them. [`readers`] read the items of a distributed Map out of objects, [`ObjectItems`] connects them to the runtime.
//!
//! Deliberately not here: versions of objects, metadata, access lists, HTTP.

mod bucket_name;
mod entity_tag;
mod error;
pub(crate) mod file_name;
mod item_store;
mod listing;
mod multipart;
mod object_key;
mod object_writer;
mod place;
pub mod readers;
mod results;
mod store;
#[cfg(test)]
mod tests;
mod unfinished_file;

pub use bucket_name::BucketName;
pub use error::ObjectError;
pub use item_store::ObjectItems;
pub use listing::{Entry, Listing};
pub use multipart::{Part, PartWriter};
pub use object_key::ObjectKey;
pub use object_writer::{ObjectWriter, Written};
pub use store::{Bucket, Object, Objects};

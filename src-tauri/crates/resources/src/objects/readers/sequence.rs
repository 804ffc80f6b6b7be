//! The items of many sources, one source after the other.

use std::sync::Arc;

use super::{ItemReader, ReadError, ReadItem};

/// A reader, and the URI of what it reads.
pub(crate) type Source = (Arc<str>, Box<dyn ItemReader>);

/// Opens a source when the one before is at its end.
pub(crate) struct Sequence {
    sources: Box<dyn Iterator<Item = Result<Source, ReadError>> + Send>,
    current: Option<Source>,
}

impl Sequence {
    pub(crate) fn new(sources: impl Iterator<Item = Result<Source, ReadError>> + Send + 'static) -> Self {
        Self { sources: Box::new(sources), current: None }
    }

    /// A single source.
    pub(crate) fn of(source: Source) -> Self {
        Self::new(std::iter::once(Ok(source)))
    }

    /// The next item and where it comes from.
    pub(crate) fn read(&mut self) -> Result<Option<(Arc<str>, ReadItem)>, ReadError> {
        while let Some((uri, reader)) = self.current()? {
            if let Some(item) = reader.read()? {
                return Ok(Some((Arc::clone(uri), item)));
            }
            self.current = None;
        }
        Ok(None)
    }

    /// Leaves out the first `count` items, or all if there are fewer.
    pub(crate) fn skip(&mut self, count: u64) -> Result<(), ReadError> {
        let mut left = count;
        while left > 0 {
            let Some((_, reader)) = self.current()? else { return Ok(()) };
            left -= reader.skip(left)?;
            if left > 0 {
                self.current = None;
            }
        }
        Ok(())
    }

    fn current(&mut self) -> Result<Option<&mut Source>, ReadError> {
        if self.current.is_none() {
            self.current = self.sources.next().transpose()?;
        }
        Ok(self.current.as_mut())
    }
}

//! What a handler prints: read while it runs, cut into invocations by a mark the bootstrap writes after each.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::sync::mpsc;

/// Longest line kept in one piece; a longer one is cut here.
const LINE_BYTES_MAX: u64 = 16 * 1024;
/// How long to wait for both marks after an answer; a handler that closed its output never sends them.
const MARK_WAIT: Duration = Duration::from_millis(200);

/// The printed lines of one process since they were last taken.
#[derive(Debug)]
pub(super) struct Output {
    kept: Arc<Mutex<Kept>>,
    marks: mpsc::UnboundedReceiver<()>,
}

#[derive(Debug, Default)]
struct Kept {
    text: String,
    cut: bool,
}

impl Output {
    /// Reads both streams until they end. Lines equal to `mark` end an invocation; `bytes_max` are kept of each.
    pub fn follow(
        streams: (impl AsyncRead + Send + Unpin + 'static, impl AsyncRead + Send + Unpin + 'static),
        mark: &str,
        bytes_max: usize,
    ) -> Self {
        let kept = Arc::<Mutex<Kept>>::default();
        let (sender, marks) = mpsc::unbounded_channel();
        let reader = Reader { kept: Arc::clone(&kept), marks: sender, mark: mark.to_owned(), bytes_max };
        tokio::spawn(reader.clone().read(streams.0));
        tokio::spawn(reader.read(streams.1));
        Self { kept, marks }
    }

    /// Everything printed for the invocation that has just ended.
    pub async fn take(&mut self) -> String {
        let both = async {
            let _ = self.marks.recv().await;
            let _ = self.marks.recv().await;
        };
        let _ = tokio::time::timeout(MARK_WAIT, both).await;
        std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner)).finished()
    }
}

#[derive(Clone)]
struct Reader {
    kept: Arc<Mutex<Kept>>,
    marks: mpsc::UnboundedSender<()>,
    mark: String,
    bytes_max: usize,
}

impl Reader {
    async fn read(self, stream: impl AsyncRead + Unpin) {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while let Ok(1..) = (&mut stream).take(LINE_BYTES_MAX).read_until(b'\n', &mut line).await {
            let text = String::from_utf8_lossy(&line);
            // A handler may have printed without a line end just before the mark.
            match text.strip_suffix('\n').and_then(|text| text.strip_suffix(self.mark.as_str())) {
                Some(before) => {
                    self.keep(before);
                    let _ = self.marks.send(());
                }
                None => self.keep(&text),
            }
            line.clear();
        }
    }

    fn keep(&self, text: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.text.len() + text.len() > self.bytes_max {
            kept.cut = true;
        } else if !kept.cut {
            kept.text.push_str(text);
        }
    }
}

impl Kept {
    fn finished(mut self) -> String {
        if self.cut {
            self.text.push_str("… more was printed and not kept\n");
        }
        self.text
    }
}

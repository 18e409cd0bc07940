use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::sync::CancellationToken;

/// How much of stderr is kept, in bytes: its end, where the reason stands.
const TAIL: usize = 64 * 1024;

/// What is left to both streams of a child; the one that passes it raises the flag.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    left: Arc<AtomicUsize>,
    pub flooded: CancellationToken,
}

impl Allowance {
    pub fn new(bytes: usize) -> Self {
        Self { left: Arc::new(AtomicUsize::new(bytes)), flooded: CancellationToken::new() }
    }

    /// Whether so many more bytes are within it.
    fn take(&self, bytes: usize) -> bool {
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
        if taken.is_err() {
            self.flooded.cancel();
        }
        taken.is_ok()
    }
}

/// What a stream gave so far; shared, since a stream may stay open longer than anyone waits.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathered(Arc<Mutex<VecDeque<u8>>>);

impl Gathered {
    pub fn bytes(&self) -> Vec<u8> {
        // A panic elsewhere leaves bytes as they are.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    fn extend(&self, bytes: &[u8], most: usize) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend(bytes);
        let over = held.len().saturating_sub(most);
        held.drain(..over);
    }
}

/// Reads a stream whole, within the allowance.
pub(super) async fn whole(stream: impl AsyncRead + Unpin, into: Gathered, allowance: Allowance) {
    pieces(stream, &allowance, |piece| into.extend(piece, usize::MAX)).await;
}

/// Reads a stream, keeps its end, and tells each line.
pub(super) async fn tail(
    stream: impl AsyncRead + Unpin,
    into: Gathered,
    allowance: Allowance,
    mut tell: impl FnMut(&str),
) {
    let mut line = Vec::new();
    pieces(stream, &allowance, |piece| {
        into.extend(piece, TAIL);
        for byte in piece {
            if *byte == b'\n' {
                tell(String::from_utf8_lossy(&line).trim_end());
                line.clear();
            } else if line.len() < TAIL {
                line.push(*byte);
            }
        }
    })
    .await;
    if !line.is_empty() {
        tell(&String::from_utf8_lossy(&line));
    }
}

async fn pieces(
    mut stream: impl AsyncRead + Unpin,
    allowance: &Allowance,
    mut take: impl FnMut(&[u8]),
) {
    let mut buffer = vec![0; 64 * 1024];
    // A stream that breaks is at its end: the child's own ending tells what happened.
    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
        if !allowance.take(count) {
            return;
        }
        take(&buffer[..count]);
    }
}

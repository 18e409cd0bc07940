use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// What happens to the first COMMIT.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cut {
    /// The server carries it out, then the connection breaks before the answer.
    AnswerToCommit,
    /// It never arrives, and the connection stays silent.
    SwallowCommit,
}

/// Stands between Godwit and a server, counting messages.
pub struct Proxy {
    pub port: u16,
    cuts: Arc<AtomicUsize>,
}

impl Proxy {
    pub async fn start(server: u16, cut: Cut) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let cuts = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&cuts);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(("127.0.0.1", server)).await.unwrap();
                tokio::spawn(carry(client, server, cut, Arc::clone(&counted)));
            }
        });
        Self { port, cuts }
    }

    pub fn cuts(&self) -> usize {
        self.cuts.load(Ordering::SeqCst)
    }
}

/// One message: its type (0 for the first, which has none), and all of it.
async fn message(from: &mut OwnedReadHalf, first: bool) -> Option<(u8, Vec<u8>)> {
    let mut all = vec![0; if first { 4 } else { 5 }];
    from.read_exact(&mut all).await.ok()?;
    let length = u32::from_be_bytes(all[all.len() - 4..].try_into().unwrap()) as usize;
    let head = all.len();
    all.resize(head + length - 4, 0);
    from.read_exact(&mut all[head..]).await.ok()?;
    Some((if first { 0 } else { all[0] }, all))
}

async fn carry(client: TcpStream, server: TcpStream, cut: Cut, cuts: Arc<AtomicUsize>) {
    let (mut from_client, to_client) = client.into_split();
    let (from_server, mut to_server) = server.into_split();
    let back = tokio::spawn(answer(from_server, to_client));
    let (mut first, mut armed) = (true, false);
    while let Some((kind, bytes)) = message(&mut from_client, first).await {
        first = false;
        if kind == b'P' && bytes[5..].starts_with(b"\0COMMIT\0") {
            armed = cuts.load(Ordering::SeqCst) == 0;
        }
        if armed && kind == b'B' {
            cuts.fetch_add(1, Ordering::SeqCst);
            match cut {
                Cut::SwallowCommit => {
                    while message(&mut from_client, false).await.is_some() {}
                    return;
                }
                Cut::AnswerToCommit => {
                    back.abort();
                    to_server.write_all(&bytes).await.unwrap();
                    while let Some((kind, bytes)) = message(&mut from_client, false).await {
                        to_server.write_all(&bytes).await.unwrap();
                        if kind == b'S' {
                            break;
                        }
                    }
                    // The server reads and answers; nobody hears it.
                    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                    return;
                }
            }
        }
        if to_server.write_all(&bytes).await.is_err() {
            return;
        }
    }
}

async fn answer(mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
    // The half that writes is only let go together with its connection.
    let mut buffer = vec![0; 8192];
    while let Ok(count) = from.read(&mut buffer).await {
        if count == 0 || to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

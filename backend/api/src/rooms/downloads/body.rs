//! A file on its way out, piece by piece, read off the threads that serve.

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::task::{JoinHandle, spawn_blocking};

/// Bytes that are read at once.
const PIECE: u64 = 1 << 17;

type Piece = io::Result<(File, Vec<u8>)>;

/// The content of a file.
pub(super) struct FileBody {
    size: u64,
    left: u64,
    file: Option<File>,
    reading: Option<JoinHandle<Piece>>,
}

impl FileBody {
    /// The first `size` bytes of `file`.
    pub fn new(file: File, size: u64) -> Self {
        Self {
            size,
            left: size,
            file: Some(file),
            reading: None,
        }
    }
}

fn read(mut file: File, wanted: u64) -> Piece {
    let mut piece = Vec::with_capacity(usize::try_from(wanted).unwrap_or(0));
    (&mut file).take(wanted).read_to_end(&mut piece)?;
    if piece.len() as u64 == wanted {
        Ok((file, piece))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

impl MessageBody for FileBody {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.size)
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.reading.is_none() {
            let wanted = self.left.min(PIECE);
            let Some(file) = self.file.take().filter(|_| wanted > 0) else {
                return Poll::Ready(None);
            };
            self.reading = Some(spawn_blocking(move || read(file, wanted)));
        }
        let Some(reading) = &mut self.reading else {
            return Poll::Ready(None);
        };
        let done = ready!(Pin::new(reading).poll(cx));
        self.reading = None;
        match done {
            Ok(Ok((file, piece))) => {
                self.left -= piece.len() as u64;
                self.file = Some(file);
                Poll::Ready(Some(Ok(Bytes::from(piece))))
            }
            Ok(Err(error)) => Poll::Ready(Some(Err(error))),
            Err(_) => Poll::Ready(Some(Err(io::Error::other("reading a file failed")))),
        }
    }
}

//! Listening on this machine only: 127.0.0.1, and ::1 where there is IPv6.

use std::io::Error;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::handler::{Handler, HandlerService};
use tokio::net::TcpListener;

/// Sockets that are bound and not served yet.
#[derive(Debug)]
pub(crate) struct Bound {
    /// The port of both.
    pub port: u16,
    listeners: Vec<TcpListener>,
}

/// Sockets that are served until this is dropped.
#[derive(Debug)]
pub(crate) struct Served {
    port: u16,
    serving: Vec<tokio::task::AbortHandle>,
}

impl Bound {
    /// Binds `port`, or one that the system chooses if it is 0.
    ///
    /// # Errors
    /// If the port is taken on 127.0.0.1. Without IPv6 on the machine only 127.0.0.1 is served.
    pub async fn to(port: u16) -> Result<Self, Error> {
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = four.local_addr()?.port();
        let six = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.ok();
        Ok(Self { port, listeners: std::iter::once(four).chain(six).collect() })
    }

    /// Hands everything that arrives to `answer`.
    pub fn serve<H, T, S>(self, answer: &HandlerService<H, T, S>) -> Served
    where
        H: Handler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        let serving = self.listeners.into_iter().map(|listener| {
            let answer = answer.clone();
            let task = tokio::spawn(async move {
                // Ends only by being aborted.
                let _ = axum::serve(listener, answer).await;
            });
            task.abort_handle()
        });
        Served { port: self.port, serving: serving.collect() }
    }
}

impl Served {
    /// Where it answers.
    pub fn origin(&self) -> String {
        format!("http://{}", SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        for task in &self.serving {
            task.abort();
        }
    }
}

//! Connections: taken, limited in number and in patience.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::Shared;
use crate::route::route;

/// How many connections are open at once; others wait.
const MOST: usize = 512;

/// How long a client may take for the headers of a request, or with its body.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Takes connections and serves them, for ever.
pub(crate) async fn accept(listener: &TcpListener, shared: &Shared) {
    let places = Arc::new(Semaphore::new(MOST));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // The client is gone already, or there are too many open files: the next may do better.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            }
        };
        let shared = shared.clone();
        tokio::task::spawn_local(async move {
            let _place = place;
            let _ = stream.set_nodelay(true);
            let answer = service_fn(|request| {
                let shared = shared.clone();
                async move { Ok::<_, Infallible>(route(&shared, request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_buf_size(64 * 1024)
                .serve_connection(TokioIo::new(stream), answer);
            // A connection that breaks concerns nobody else.
            let _ = connection.await;
        });
    }
}

//! Bytes, sizes and clients that are not meant well: each is refused or dropped, and the next is answered.

use std::io::{BufReader, Read, Write};
use std::net::Shutdown;
use std::thread;

use super::server::{Reply, Server, send};
use super::*;

/// That the server still answers, and has no key.
#[track_caller]
fn is_well(server: &Server) {
    assert_eq!(server.accepts("us-east-1", "ListKeys", &json!({}))["Keys"], json!([]));
}

fn headers() -> [String; 2] {
    [Server::signed("111122223333", "us-east-1"), "x-amz-target: TrentService.CreateKey".to_owned()]
}

#[test]
fn hostile_bodies_are_refused() {
    let server = Server::start(&[]);
    let nested = [b"[".repeat(100_000), b"{\"a\":".repeat(50_000)];
    for body in [&b"\xff\xfe\x00"[..], b"{", b"[]", b"null", b"{\"KeySpec\": 7}", &nested[0], &nested[1]] {
        let [signed, target] = headers();
        let refused = server.request("POST / HTTP/1.1", &[&signed, &target], body);
        assert_eq!((refused.status, &refused.json()["__type"]), (400, &json!("SerializationException")));
        is_well(&server);
    }
}

#[test]
fn hostile_heads_are_refused_or_dropped() {
    let server = Server::start(&[]);
    let long = format!("x-long: {}", "x".repeat(200_000));
    let strange = [
        "x-amz-target: \u{e9}\u{20ac}".to_owned(),
        format!("x-amz-target: TrentService.{}", "A".repeat(10_000)),
        "authorization: AWS4-HMAC-SHA256 Credential=////".to_owned(),
        "authorization: AWS4-HMAC-SHA256 Credential=a/b/not a region/kms/aws4_request".to_owned(),
        "x-kms-mrk-caller: \u{e9}".to_owned(),
        long,
    ];
    for header in &strange {
        let signed = Server::signed("111122223333", "us-east-1");
        let mut stream = server.connect();
        send(&mut stream, "POST / HTTP/1.1", &[header, &signed], b"{}");
        let reply = Reply::read(&mut BufReader::new(stream));
        assert!(reply.is_none_or(|reply| (400..500).contains(&reply.status)), "{header:.50}");
        is_well(&server);
    }
    for line in ["POST / HTTP/9.9", "POST", "\u{0}\u{1}\u{2}", "CONNECT kms:443 HTTP/1.1"] {
        let mut stream = server.connect();
        send(&mut stream, line, &[], b"");
        let reply = Reply::read(&mut BufReader::new(stream));
        assert!(reply.is_none_or(|reply| reply.status >= 400), "{line}");
        is_well(&server);
    }
}

#[test]
fn a_body_of_ten_mebibytes_is_too_large() {
    let server = Server::start(&[]);
    let [signed, target] = headers();
    let body = vec![b' '; 10 * 1024 * 1024];
    let mut stream = server.connect();
    let sender = stream.try_clone().unwrap();
    let sending = thread::spawn(move || {
        let mut sender = sender;
        send(&mut sender, "POST / HTTP/1.1", &[&signed, &target], &body);
    });
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    sending.join().unwrap();
    // A server that stops reading may close the connection before its answer is seen.
    assert!(
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 413 "),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    let body = vec![b' '; 1024 * 1024 + 1];
    let [signed, target] = headers();
    let refused = server.request("POST / HTTP/1.1", &[&signed, &target], &body);
    assert_eq!((refused.status, &refused.json()["__type"]), (413, &json!("RequestEntityTooLargeException")));
    is_well(&server);
}

#[test]
fn slow_clients_and_those_that_go_away_keep_nobody_waiting() {
    let server = Server::start(&[]);
    let [signed, target] = headers();
    // Some say half of a request, and wait.
    let slow: Vec<_> = (0..64)
        .map(|number| {
            let mut stream = server.connect();
            let head = format!(
                "POST / HTTP/1.1\r\nhost: localhost\r\n{signed}\r\n{target}\r\ncontent-length: 100\r\n\r\n{{"
            );
            let part = &head.as_bytes()[..if number % 2 == 0 { 40 } else { head.len() }];
            stream.write_all(part).unwrap();
            stream
        })
        .collect();
    is_well(&server);
    // Others go away in the middle, or before they have read the answer.
    for stream in slow.into_iter().take(32) {
        let _ = stream.shutdown(Shutdown::Both);
    }
    for _ in 0..32 {
        let mut stream = server.connect();
        let list = "x-amz-target: TrentService.ListKeys";
        send(&mut stream, "POST / HTTP/1.1", &[&signed, list], b"{}");
    }
    is_well(&server);
}

#[test]
fn sixty_four_connections_at_once_are_all_answered() {
    let server = &Server::start(&[]);
    thread::scope(|scope| {
        for number in 0..64 {
            scope.spawn(move || {
                let mut stream = BufReader::new(server.connect());
                let [signed, target] = headers();
                for _ in 0..20 {
                    let body = json!({"Description": format!("connection {number}")}).to_string();
                    send(stream.get_mut(), "POST / HTTP/1.1", &[&signed, &target], body.as_bytes());
                    let reply = Reply::read(&mut stream).expect("the connection is kept");
                    assert_eq!(reply.json()["KeyMetadata"]["Description"], format!("connection {number}"));
                }
            });
        }
    });
    let world = server.request("GET /_state HTTP/1.1", &[], b"").json();
    assert_eq!(world["world"]["sets"].as_array().unwrap().len(), 64 * 20);
}

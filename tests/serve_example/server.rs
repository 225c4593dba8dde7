//! A server in a process of its own, and what is sent to it.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    /// What it said before it listened.
    pub(crate) remarks: Vec<String>,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn example() -> PathBuf {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.join("examples").join("serve")
}

impl Server {
    /// A server on a free port, with these options.
    pub(crate) fn start(options: &[&str]) -> Self {
        let mut command = Command::new(example());
        command.args(["--listen", "127.0.0.1:0"]).args(options).stdout(Stdio::piped());
        let mut server = Self {
            process: command.spawn().expect("`cargo test` builds the examples"),
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            remarks: Vec::new(),
        };
        for line in BufReader::new(server.process.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some((_, rest)) = line.split_once("on http://") {
                let (address, rest) = rest.split_once(';').unwrap();
                assert_eq!(rest, " signatures are not verified, nothing is encrypted");
                server.address = address.parse().unwrap();
                return server;
            }
            server.remarks.push(line);
        }
        panic!("it did not start: {:?}", server.remarks);
    }

    /// A connection that does not wait for ever.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    pub(crate) fn signed(access_key: &str, region: &str) -> String {
        format!(
            "authorization: AWS4-HMAC-SHA256 Credential={access_key}/20260105/{region}/kms/aws4_request, \
             SignedHeaders=host, Signature=0"
        )
    }

    /// Sends a request on a connection of its own.
    pub(crate) fn request(&self, line: &str, headers: &[&str], body: &[u8]) -> Reply {
        let mut stream = self.connect();
        send(&mut stream, line, headers, body);
        Reply::read(&mut BufReader::new(stream)).expect("it answers")
    }

    pub(crate) fn send(&self, region: &str, operation: &str, body: &Value) -> Reply {
        let target = format!("x-amz-target: TrentService.{operation}");
        let signed = Self::signed("111122223333", region);
        self.request("POST / HTTP/1.1", &[&signed, &target], body.to_string().as_bytes())
    }

    #[track_caller]
    pub(crate) fn accepts(&self, region: &str, operation: &str, body: &Value) -> Value {
        let reply = self.send(region, operation, body);
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        if reply.body.is_empty() { Value::Null } else { reply.json() }
    }

    /// Ends the process at once, as `kill -9` does.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Writes a request; a server that has seen enough may have closed the connection.
pub(crate) fn send(stream: &mut TcpStream, line: &str, headers: &[&str], body: &[u8]) {
    let mut head = format!("{line}\r\nhost: localhost\r\ncontent-length: {}\r\n", body.len());
    for header in headers {
        head += header;
        head += "\r\n";
    }
    head += "\r\n";
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

impl Reply {
    /// Reads one reply; `None` if the connection ends before it.
    pub(crate) fn read(stream: &mut impl BufRead) -> Option<Self> {
        let mut line = String::new();
        stream.read_line(&mut line).ok().filter(|length| *length > 0)?;
        let status = line.split(' ').nth(1)?.parse().ok()?;
        let mut headers = Vec::new();
        loop {
            line.clear();
            stream.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let mut reply = Self { status, headers, body: Vec::new() };
        let length = reply.headers.iter().find(|(name, _)| name == "content-length");
        let length = length.map_or(0, |(_, length)| length.parse().unwrap());
        reply.body.resize(length, 0);
        stream.read_exact(&mut reply.body).ok()?;
        Some(reply)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

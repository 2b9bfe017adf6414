//! The server of a preview: sockets and threads, and the news that a page is old.

use std::fmt;
use std::io::{self, Cursor, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use super::answer::{Answer, HEADERS, OWN, Showing, answer, is_our_name};
use crate::diag::Diagnostic;
use crate::publish::PreviewSite;

/// The first port that is tried where none was asked for, and how many more.
const FIRST_PORT: u16 = 1111;
const PORTS: u16 = 50;

/// How many pages are answered at once. Whoever waits for news has a thread of its own.
const WORKERS: usize = 4;

/// How often a silent connection is tried, so that one that is gone is let go of.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Why there is no preview.
#[derive(Debug)]
pub(super) enum PreviewError {
    /// Something else listens there.
    PortTaken(SocketAddr),
    /// The address cannot be listened at.
    Listen(SocketAddr, String),
}

impl fmt::Display for PreviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PreviewError::PortTaken(at) => write!(
                f,
                "port {} is taken by another program; choose another with --port, or leave --port out to have a free one found",
                at.port()
            ),
            PreviewError::Listen(at, why) => {
                write!(f, "cannot listen at {at}: {why}; choose another address with --bind or --port")
            }
        }
    }
}

impl std::error::Error for PreviewError {}

/// A preview that answers until it is dropped.
pub(super) struct Preview {
    server: Arc<Server>,
    shared: Arc<Shared>,
    address: SocketAddr,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    showing: RwLock<Showing>,
    /// The newest site that could be read.
    site: Mutex<Option<Arc<PreviewSite>>>,
    /// How many sites have been shown; `None` when the preview ends.
    shown: Mutex<Option<u64>>,
    news: Condvar,
    names: Vec<String>,
    bound: IpAddr,
}

impl Preview {
    /// Listens, and answers once something is to be shown.
    ///
    /// # Errors
    /// Where the port that was asked for is taken, or all that were tried, or the address is none of this machine.
    pub(super) fn bind(bind: IpAddr, port: Option<u16>, names: Vec<String>) -> Result<Preview, PreviewError> {
        let ports = port.map_or(FIRST_PORT..=FIRST_PORT + PORTS, |p| p..=p);
        let mut failure = PreviewError::PortTaken(SocketAddr::new(bind, *ports.start()));
        for port in ports {
            let at = SocketAddr::new(bind, port);
            match Server::http(at) {
                Ok(server) => {
                    let address = server.server_addr().to_ip().unwrap_or(at);
                    return Ok(Preview::over(server, address, names));
                }
                Err(error) => match error.downcast_ref::<io::Error>().map(io::Error::kind) {
                    Some(io::ErrorKind::AddrInUse) => failure = PreviewError::PortTaken(at),
                    _ => return Err(PreviewError::Listen(at, error.to_string())),
                },
            }
        }
        Err(failure)
    }

    fn over(server: Server, address: SocketAddr, names: Vec<String>) -> Preview {
        let shared = Shared {
            showing: RwLock::new(Showing::default()),
            site: Mutex::default(),
            shown: Mutex::new(Some(0)),
            news: Condvar::new(),
            names,
            bound: address.ip(),
        };
        Preview { server: Arc::new(server), shared: Arc::new(shared), address, workers: Vec::new() }
    }

    /// The address to open.
    pub(super) fn url(&self) -> String {
        let ip = match self.address.ip() {
            ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
            IpAddr::V6(ip) => format!("[{ip}]"),
            IpAddr::V4(ip) => ip.to_string(),
        };
        format!("http://{ip}:{}/", self.address.port())
    }

    /// Shows a site, or what is wrong with the content, to every open page. A site is checked as a whole once the pages are told.
    pub(super) fn show(&mut self, read: Result<PreviewSite, String>) {
        let mut shown = self.shared.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let number = shown.unwrap_or(0) + 1;
        let mut site = None;
        {
            let mut showing = self.shared.showing.write().unwrap_or_else(PoisonError::into_inner);
            match read {
                Ok(newest) => {
                    let newest = Arc::new(newest);
                    let lost: Vec<Diagnostic> = newest.lost_addresses().cloned().collect();
                    *showing = Showing::of(newest.clone());
                    showing.warn(&newest.explain(&lost));
                    site = Some(newest);
                }
                Err(problem) => showing.problem = Some(problem.into()),
            }
        }
        *shown = Some(number);
        self.shared.news.notify_all();
        drop(shown);
        if let Some(site) = site {
            self.shared.check(site, number);
        }
        if self.workers.is_empty() {
            self.workers = (0..WORKERS).map(|_| self.worker()).collect();
        }
    }

    /// Ends the check of the site that is shown: another one is about to be.
    pub(super) fn stop_check(&self) {
        self.shared.site.lock().unwrap_or_else(PoisonError::into_inner).iter().for_each(|site| site.stop_check());
    }

    fn worker(&self) -> JoinHandle<()> {
        let (server, shared) = (self.server.clone(), self.shared.clone());
        std::thread::spawn(move || {
            while shared.goes_on()
                && let Ok(request) = server.recv()
            {
                shared.respond(request);
            }
        })
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        *self.shared.shown.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.shared.news.notify_all();
        self.stop_check();
        for _ in &self.workers {
            self.server.unblock();
        }
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

impl Shared {
    fn goes_on(&self) -> bool {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Checks a whole site in the background, and says what is wrong on standard error and over the pages, unless a newer one is shown by then.
    fn check(self: &Arc<Shared>, site: Arc<PreviewSite>, number: u64) {
        let before = self.site.lock().unwrap_or_else(PoisonError::into_inner).replace(Arc::clone(&site));
        before.iter().for_each(|before| before.stop_check());
        let shared = Arc::clone(self);
        std::thread::spawn(move || {
            let found = site.check();
            let text = site.explain(&found);
            let shown = shared.shown.lock().unwrap_or_else(PoisonError::into_inner);
            if text.is_empty() || *shown != Some(number) {
                return;
            }
            let _ = writeln!(io::stderr().lock(), "{}\na build would stop at this", text.trim_end());
            shared.showing.write().unwrap_or_else(PoisonError::into_inner).warn(&text);
            shared.news.notify_all();
        });
    }

    fn showing(&self) -> Showing {
        self.showing.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn respond(self: &Arc<Shared>, request: Request) {
        let host = request.headers().iter().find(|h| h.field.equiv("Host")).map(|h| h.value.as_str().to_owned());
        let events = request.url().strip_prefix(OWN).and_then(|u| u.strip_prefix("events?")).map(str::to_owned);
        let found = match (host, request.method()) {
            (None, _) => Answer::plain(400, "The request names no host.\n"),
            (Some(host), _) if !is_our_name(&host, self.bound, &self.names) => {
                Answer::plain(421, "This preview is not reached by that name; `minutebook serve --host NAME` allows one.\n")
            }
            (_, Method::Get) if events.is_some() => {
                let shared = self.clone();
                std::thread::spawn(move || shared.tell(request, &events.unwrap_or_default()));
                return;
            }
            (_, Method::Get | Method::Head) => answer(request.url(), &self.showing()),
            _ => Answer::plain(405, "A preview is only read.\n"),
        };
        // Whoever asked may have gone away: that is no error of ours.
        let _ = request.respond(response(&found));
    }

    /// Tells one page when it is old, and when something is found to be wrong, and holds the line until it is old.
    fn tell(&self, request: Request, known: &str) {
        let mut out = request.into_writer();
        let mut head = String::from(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nX-Accel-Buffering: no\r\n",
        );
        HEADERS.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        head.push_str("\r\n");
        let mut say = |text: &str| out.write_all(text.as_bytes()).and_then(|()| out.flush());
        if say(&head).is_err() {
            return;
        }
        let (known, path) = known.split_once('&').unwrap_or((known, "/"));
        let (mut told, mut looked_at) = (None, None);
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(number) = *shown {
            let showing = self.showing();
            let bar = Some(showing.bar());
            // Nobody waits while a page is made or a line is slow.
            if looked_at != Some(number) {
                drop(shown);
                looked_at = Some(number);
                if answer(path, &showing).state.is_none_or(|state| state != known) {
                    let _ = say(&chunk("event: reload\ndata: \n\n")).and_then(|()| say("0\r\n\r\n"));
                    return;
                }
                shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            if bar != told {
                let is_news = told.is_some() || showing.bar() != (None, None);
                told = bar;
                drop(shown);
                if is_news && say(&chunk("event: warnings\ndata: \n\n")).is_err() {
                    return;
                }
                shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let (guard, waited) = self.news.wait_timeout(shown, HEARTBEAT).unwrap_or_else(PoisonError::into_inner);
            shown = guard;
            if waited.timed_out() {
                drop(shown);
                if say(&chunk(":\n\n")).is_err() {
                    return;
                }
                shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
            }
        }
        drop(shown);
        let _ = say("0\r\n\r\n");
    }
}

fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

fn response(answer: &Answer) -> Response<Cursor<Arc<[u8]>>> {
    let own = [("Content-Type", answer.kind)];
    let location = answer.location.as_deref().map(|l| ("Location", l));
    let allow = (answer.status == 405).then_some(("Allow", "GET, HEAD"));
    let headers = HEADERS.into_iter().chain(own).chain(location).chain(allow);
    let headers = headers.filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect();
    Response::new(StatusCode(answer.status), headers, Cursor::new(answer.body.clone()), Some(answer.body.len()), None)
}

//! A line to the portal that a test can cut, as when a train goes into a tunnel.

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub struct Relay {
    /// The address that browsers are given.
    pub base: String,
    is_cut: watch::Sender<bool>,
}

impl Relay {
    /// Leads on to a portal that serves at this address.
    pub async fn to(portal: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (is_cut, cut) = watch::channel(false);
        let portal = portal.trim_start_matches("http://").to_owned();
        tokio::spawn(async move {
            while let Ok((incoming, _)) = listener.accept().await {
                tokio::spawn(pass_on(incoming, portal.clone(), cut.clone()));
            }
        });
        Self { base, is_cut }
    }

    pub fn cut(&self) {
        self.is_cut.send_replace(true);
    }

    pub fn mend(&self) {
        self.is_cut.send_replace(false);
    }
}

async fn pass_on(mut incoming: TcpStream, portal: String, mut cut: watch::Receiver<bool>) {
    if *cut.borrow() {
        return;
    }
    let Ok(mut outgoing) = TcpStream::connect(portal).await else { return };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut incoming, &mut outgoing) => {}
        _ = cut.wait_for(|is_cut| *is_cut) => {}
    }
}

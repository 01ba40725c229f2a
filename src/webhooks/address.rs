//! Where webhooks may be: at public addresses, by TLS in production. A name is checked when it is typed as far as that can be
//! known then, and whenever something is sent: the connection goes to the very address that was checked.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::http::Uri;
use hyper_util::client::legacy::connect::dns::Name;
use url::{Host, Url};

use crate::config::{Config, Environment};
use crate::i18n::Message;

/// How long an address can be, in characters.
pub const LONGEST: usize = 2_000;

/// Reads the address of a webhook.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str, config: &Config) -> Result<Url, Message> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Message::new("error-webhook-url-empty"));
    }
    let url = Url::parse(text).map_err(|_| Message::new("error-webhook-url"))?;
    let plain_is_fine = config.environment != Environment::Production;
    let is_secure = url.scheme() == "https" || (plain_is_fine && url.scheme() == "http");
    if !is_secure {
        return Err(Message::new("error-webhook-https"));
    }
    // What sends it is stricter about names of hosts.
    let can_be_sent = url.as_str().parse::<Uri>().is_ok_and(|uri| uri.host().is_some());
    let has_more = !url.username().is_empty() || url.password().is_some() || url.fragment().is_some();
    if has_more || !can_be_sent || url.as_str().chars().count() > LONGEST {
        return Err(Message::new("error-webhook-url"));
    }
    let is_public = match url.host() {
        None => return Err(Message::new("error-webhook-url")),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name != "localhost" && !name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => is_public(address.into()),
        Some(Host::Ipv6(address)) => is_public(address.into()),
    };
    if is_public || config.webhooks_to_private_addresses { Ok(url) } else { Err(Message::new("error-webhook-private")) }
}

/// Whether an address is somebody's on the internet: neither this machine's, nor in its network, nor one that stands for
/// something else.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || address.is_broadcast();
    // This network, carriers' own, protocol assignments, measurements, 6to4 relays, and what is reserved.
    let is_reserved = a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a, b, c) == (192, 0, 0)
        || (a == 198 && (18..20).contains(&b))
        || (a, b, c) == (192, 88, 99)
        || a >= 240;
    !is_special && !is_reserved
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let embedded = |at: usize| {
        let octets = address.octets();
        is_public_v4(Ipv4Addr::new(octets[at], octets[at + 1], octets[at + 2], octets[at + 3]))
    };
    match (first, second) {
        // What is translated to IPv4 is as public as that (RFC 6052, RFC 3056).
        (0x64, 0xff9b) => address.segments()[2..6] == [0; 4] && embedded(12),
        (0x2002, _) => embedded(2),
        // Protocol assignments, Teredo among them, and documentation.
        (0x2001, 0..=0x1ff | 0xdb8) | (0x3fff, 0..=0xfff) => false,
        // Global unicast is all else that begins with 001.
        _ => first & 0xe000 == 0x2000,
    }
}

/// Finds the addresses of a name, and lets none of them be used unless all are public: who answers for the name could mix
/// one in.
#[derive(Clone, Copy, Debug)]
pub struct PublicOnly {
    pub lets_private: bool,
}

impl tower::Service<Name> for PublicOnly {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let lets_private = self.lets_private;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if !lets_private && found.iter().any(|address| !is_public(address.ip())) {
                return Err(io::Error::new(
                    io::ErrorKind::PermissionDenied,
                    "its name leads to an address that is not public",
                ));
            }
            Ok(found.into_iter())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        for address in
            ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8", "2002:808:808::1"]
        {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "127.0.0.1",
            "127.255.0.1",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::1",
            "2001:db8::1",
            "2001::1",
            "::127.0.0.1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn addresses_are_refused_as_they_are_typed() {
        let config = |more: &[&str]| {
            let line = ["tripmgmt"].into_iter().chain(more.iter().copied());
            <crate::config::Cli as clap::Parser>::try_parse_from(line).unwrap().config
        };
        let (trial, production) = (config(&[]), config(&["--env=production"]));
        assert!(parse(" https://hooks.example.com/trips?x=1 ", &production).is_ok());
        assert!(parse("http://hooks.example.com/", &trial).is_ok());
        for (text, key) in [
            ("", "error-webhook-url-empty"),
            ("hooks", "error-webhook-url"),
            ("http://hooks.example.com/", "error-webhook-https"),
            ("ftp://hooks.example.com/", "error-webhook-https"),
            ("https://127.0.}0.~1./", "error-webhook-url"),
            ("https://user:secret@hooks.example.com/", "error-webhook-url"),
            ("https://hooks.example.com/#part", "error-webhook-url"),
            ("https://localhost/", "error-webhook-private"),
            ("https://a.localhost./", "error-webhook-private"),
            ("https://127.1/", "error-webhook-private"),
            ("https://0x7f000001/", "error-webhook-private"),
            ("https://2130706433/", "error-webhook-private"),
            ("https://169.254.169.254/latest/meta-data", "error-webhook-private"),
            ("https://[::ffff:10.0.0.1]/", "error-webhook-private"),
        ] {
            assert_eq!(parse(text, &production).unwrap_err().key(), key, "{text}");
        }
        assert!(parse("http://127.0.0.1:9/", &config(&["--webhooks-to-private-addresses=true"])).is_ok());
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_connected_to() {
        let name = || "localhost".parse::<Name>().unwrap();
        let mut strict = PublicOnly { lets_private: false };
        let refused = tower::Service::call(&mut strict, name()).await.unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
        assert!(tower::Service::call(&mut PublicOnly { lets_private: true }, name()).await.is_ok());
    }
}

//! Where a request comes from.

use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, SocketAddr};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use crate::app::App;

/// The other end of the connection a request came over; put into it by `server`.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The address of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The address of the client of a request. Behind a load balancer that is the last entry of `X-Forwarded-For`, the one
    /// the load balancer itself added; whatever stands before it, the client may have written.
    #[must_use]
    pub fn of(headers: &HeaderMap, extensions: &Extensions, behind_proxy: bool) -> Self {
        let forwarded = || {
            let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
            last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|address| address.ip()))
        };
        let peer = || extensions.get::<Peer>().map(|peer| peer.0.ip());
        let address = if behind_proxy { forwarded().or_else(peer) } else { peer() };
        Self(address.unwrap_or(IpAddr::from([127, 0, 0, 1])).to_canonical())
    }

    /// The address to count by: who has an IPv6 address has 2⁶⁴ of them.
    #[must_use]
    pub fn network(&self) -> String {
        match self.0 {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, &parts.extensions, app.config.behind_proxy()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(forwarded: &[&str], behind_proxy: bool) -> ClientAddress {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let mut extensions = Extensions::new();
        extensions.insert(Peer(SocketAddr::from(([10, 0, 0, 7], 4000))));
        ClientAddress::of(&headers, &extensions, behind_proxy)
    }

    #[test]
    fn behind_a_load_balancer_the_last_entry_is_the_truth() {
        assert_eq!(seen(&["1.1.1.1, 2.2.2.2"], true).to_string(), "2.2.2.2");
        assert_eq!(seen(&["1.1.1.1", "3.3.3.3"], true).to_string(), "3.3.3.3");
        assert_eq!(seen(&["2.2.2.2:8443"], true).to_string(), "2.2.2.2");
        assert_eq!(seen(&["nonsense"], true).to_string(), "10.0.0.7");
        assert_eq!(seen(&["1.1.1.1"], false).to_string(), "10.0.0.7");
    }

    #[test]
    fn addresses_of_version_six_count_by_network() {
        assert_eq!(seen(&["2001:db8:1:2:3:4:5:6"], true).network(), "2001:db8:1:2::/64");
        assert_eq!(seen(&["::ffff:1.2.3.4"], true).network(), "1.2.3.4");
    }
}

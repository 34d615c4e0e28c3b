//! Networks by address and prefix length, for the reverse proxies whose word
//! about a client's address is believed.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// `10.0.0.0/8`, `2001:db8::/32`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether `ip` is in the network; an IPv4 address seen through an IPv6
    /// socket is the IPv4 address.
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(ip)) => {
                same(u32::from(own).into(), u32::from(ip).into(), self.prefix, 32)
            }
            (IpAddr::V6(own), IpAddr::V6(ip)) => {
                same(u128::from(own), u128::from(ip), self.prefix, 128)
            }
            _ => false,
        }
    }
}

/// Whether the first `prefix` of `width` bits agree.
fn same(a: u128, b: u128, prefix: u8, width: u8) -> bool {
    match u32::from(width - prefix) {
        128 => true,
        rest => (a ^ b) >> rest == 0,
    }
}

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "must be an address or a network, e.g. 10.0.0.0/8";
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| WRONG)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(prefix) => prefix.parse().map_err(|_| WRONG)?,
            None => width,
        };
        if prefix > width {
            return Err(WRONG);
        }
        Ok(Self { address, prefix })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

/// The client's address: the last hop named in `forwarded` that is no proxy of
/// ours, when the peer itself is one; what stands further left may be invented.
pub fn client(peer: IpAddr, forwarded: Option<&str>, proxies: &[Network]) -> IpAddr {
    let ours = |ip: IpAddr| proxies.iter().any(|network| network.contains(ip));
    let mut last = peer;
    if !ours(peer) {
        return last;
    }
    for hop in forwarded.unwrap_or_default().rsplit(',') {
        let Ok(ip) = hop.trim().parse() else {
            return last;
        };
        last = ip;
        if !ours(ip) {
            return last;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_holds_the_addresses_of_its_prefix() {
        assert!(network("10.0.0.0/8").contains(ip("10.9.8.7")));
        assert!(!network("10.0.0.0/8").contains(ip("11.0.0.1")));
        assert!(network("10.0.0.1").contains(ip("::ffff:10.0.0.1")));
        assert!(network("2001:db8::/32").contains(ip("2001:db8:1::1")));
        assert!(network("0.0.0.0/0").contains(ip("1.2.3.4")));
        assert!(network("::/0").contains(ip("2001::1")));
        assert!(!network("::/0").contains(ip("1.2.3.4")));
        for wrong in ["10.0.0.0/33", "10.0.0", "x", "10.0.0.0/", "::/129"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_our_proxies_are_believed_and_only_about_the_hop_before_them() {
        let ours = [network("10.0.0.0/8")];
        let said = Some("1.1.1.1, 203.0.113.9, 10.0.0.2");
        assert_eq!(client(ip("198.51.100.1"), said, &ours), ip("198.51.100.1"));
        assert_eq!(client(ip("10.0.0.1"), said, &ours), ip("203.0.113.9"));
        assert_eq!(client(ip("10.0.0.1"), None, &ours), ip("10.0.0.1"));
        let garbage = Some("x, 10.0.0.2");
        assert_eq!(client(ip("10.0.0.1"), garbage, &ours), ip("10.0.0.2"));
    }
}

//! What anyone may know of the installation: version, environment, business
//! date and banner of a demonstration. Its door is [`http`].

pub mod http;

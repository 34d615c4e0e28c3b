//! Letters out: SMTP behind one small trait. TLS as the URL says: `smtps://`
//! from the first byte, `smtp://…?tls=required` by STARTTLS, `smtp://` none.

use crate::settings::MailSettings;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Mailbox, MessageBuilder, SinglePart};
use lettre::{Message, SmtpTransport, Transport};
use std::time::Duration;

/// A server that does not answer within this time is down.
const PATIENCE: Duration = Duration::from_secs(10);

/// A plain-text letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Names the letter, the same at every attempt.
    pub id: String,
    /// Address of the reader.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// Why a letter did not go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailFault {
    /// The server is down or busy: later, and the same for every letter.
    Later(String),
    /// This letter is refused for good.
    Refused(String),
}

/// Sends letters.
pub trait Mailer: Send + Sync {
    /// Sends one; returns when the server has taken it.
    fn send(&self, letter: &Letter) -> Result<(), MailFault>;
}

/// An SMTP server.
pub struct SmtpMailer {
    transport: SmtpTransport,
    from: Mailbox,
    host: String,
}

impl SmtpMailer {
    /// The server of the settings.
    ///
    /// # Errors
    /// What cannot be understood, without the URL's password.
    pub fn new(settings: &MailSettings) -> Result<Self, String> {
        let from: Mailbox = settings
            .from
            .parse()
            .map_err(|_| "mail_from: is not an address".to_owned())?;
        let transport = SmtpTransport::from_url(&settings.smtp_url)
            .map_err(|_| {
                "smtp_url: must be smtp://HOST, smtp://HOST?tls=required or smtps://HOST".to_owned()
            })?
            .timeout(Some(PATIENCE))
            .build();
        let host = from.email.domain().to_owned();
        Ok(Self {
            transport,
            from,
            host,
        })
    }

    fn message(&self, letter: &Letter) -> Result<Message, String> {
        let to: Mailbox = letter.to.parse().map_err(|_| "not an address".to_owned())?;
        let builder: MessageBuilder = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&letter.subject)
            .message_id(Some(format!("<{}@{}>", letter.id, self.host)));
        let text = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::Base64)
            .body(letter.body.clone());
        builder.singlepart(text).map_err(|e| e.to_string())
    }
}

impl Mailer for SmtpMailer {
    fn send(&self, letter: &Letter) -> Result<(), MailFault> {
        let message = self.message(letter).map_err(MailFault::Refused)?;
        match self.transport.send(&message) {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() && !about_us(&error) => {
                Err(MailFault::Refused(told(&error)))
            }
            Err(error) => Err(MailFault::Later(told(&error))),
        }
    }
}

/// Whether the server refused the sign-in or the connection, not the letter:
/// that is mended on our side, and no letter may be lost by it.
fn about_us(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    matches!(code.as_deref(), Some("530" | "534" | "535" | "538"))
}

/// What the queue keeps of an error: the server's code, never an address.
fn told(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("SMTP {code}"),
        None if error.is_timeout() => "timeout".to_owned(),
        None if error.is_tls() => "TLS".to_owned(),
        None => "no connection".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailer(url: &str, from: &str) -> Result<SmtpMailer, String> {
        SmtpMailer::new(&MailSettings {
            smtp_url: url.to_owned(),
            from: from.to_owned(),
        })
    }

    #[test]
    fn a_letter_has_a_lasting_name_and_vietnamese_survives() {
        let mailer = mailer(
            "smtp://127.0.0.1:2525",
            "Làm theo <lamtheo@tinh.example.vn>",
        )
        .unwrap();
        let letter = Letter {
            id: "0180".to_owned(),
            to: "an@tinh.example.vn".to_owned(),
            subject: "Nhắc việc: 3 việc quá hạn".to_owned(),
            body: "Vấn đề bức xúc ở cơ sở".to_owned(),
        };
        let text = String::from_utf8(mailer.message(&letter).unwrap().formatted()).unwrap();
        assert!(
            text.contains("Message-ID: <0180@tinh.example.vn>"),
            "{text}"
        );
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn nonsense_is_refused_without_the_password() {
        assert!(mailer("http://u:canary@h", "a@b.vn").is_err_and(|e| !e.contains("canary")));
        assert!(mailer("smtp://h", "nobody").is_err());
    }
}

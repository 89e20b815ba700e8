//! A card of a number that was published, for the command and from the screen alike.

use std::path::Path;

use super::inks::card_inks;
use super::login::login_name;
use super::saved;
use crate::app::App;
use crate::app::card::{CardOffer, CardWish};
use crate::app::message::Message;
use crate::domain::{Kind, name};
use crate::export::picture::card::{Card, Format, Inks, Shape, file};
use crate::guard::publish::error::PublishError;
use crate::guard::publish::{Place, Published, Signed, TOO_FEW, preview, publish};
use crate::guard::words::Words;
use crate::query::{Log, naming};
use crate::store::key::ViewerKey;

/// A card that is asked for on the screen: a wide picture in the colours that are there.
#[derive(Debug)]
pub struct CardJob {
    wish: CardWish,
    inks: Inks,
}

impl CardJob {
    /// Returns a card that is wished for on the screen.
    #[must_use]
    pub fn of(app: &App, wish: CardWish) -> Self {
        let inks = card_inks(app.theme);
        Self { wish, inks }
    }

    /// Says what the number of a card of the log in `file` would cost, or publishes it and makes the card, at the moment
    /// `now` (Unix seconds); returns what there is to tell.
    pub(super) fn done(&self, file: &Path, log: &Log, now: i64) -> Message {
        let done = if self.wish.is_agreed {
            self.make(file, log, now)
        } else {
            self.offer(file, now)
        };
        done.unwrap_or_else(|error| Message::Done(format!("no card: {error}")))
    }

    fn offer(&self, log: &Path, now: i64) -> Result<Message, PublishError> {
        let state = ViewerKey::directory()?;
        let place = Place { log, state: &state };
        let preview = preview(place, &self.wish.question, now)?;
        if let Some(refusal) = preview.refusal {
            return Err(refusal.into());
        }
        if let Some(said) = preview
            .said
            .as_ref()
            .filter(|said| said.published.is_none())
        {
            return Ok(Message::Done(too_few(said.entry.seq)));
        }
        Ok(Message::Offered(Box::new(CardOffer {
            question: self.wish.question.clone(),
            words: preview.in_words(),
        })))
    }

    fn make(&self, path: &Path, log: &Log, now: i64) -> Result<Message, PublishError> {
        let state = ViewerKey::directory()?;
        let place = Place {
            log: path,
            state: &state,
        };
        let by = login_name();
        let by = &*name::shown(by.trim());
        let receipt = publish(place, &self.wish.question, Signed { now, by })?;
        let Some(published) = receipt.published else {
            return Ok(Message::Done(too_few(receipt.entry.seq)));
        };
        // Whether they speak to their readers need not be asked here: the built-in words never do.
        let card = Card {
            published: &published,
            kind: kind_in(log, &published),
            words: Words::english(),
            inks: self.inks,
            shape: Shape::Wide,
        };
        let png = file(&card, Format::Png);
        let saved = saved::save_as("card", Some(published.window()), ("png", &png));
        let told = saved::told(saved, false);
        let seq = published.seq();
        Ok(Message::Done(format!("{told} · #{seq}, {published}")))
    }
}

/// Returns the kind of what a number is about, where the log has it still.
#[must_use]
pub fn kind_in(log: &Log, published: &Published) -> Option<Kind> {
    let called = published.called()?;
    let item = naming::named(log.catalog(), Some(published.level()), called).ok()?;
    log.name(item.level, item.id).kind
}

fn too_few(seq: u32) -> String {
    format!("no card: #{seq} is {TOO_FEW}")
}

//! A card of the selected story: what it costs is asked for, then a typed yes.

use crate::app::action::Action;
use crate::app::callouts::CalloutList;
use crate::app::card::{CardOffer, CardPrompt, CardWish};
use crate::app::message::Effect;
use crate::app::prompt::Prompt;
use crate::app::state::{App, Overlay};
use crate::guard::stories::publishable;

impl App {
    /// Asks what a card of the selected story would cost; where there can be none, says why.
    pub(super) fn offer_card(&mut self, mut list: CalloutList) -> Vec<Effect> {
        let question = self.card_question(&list);
        list.offering = question.as_ref().ok().cloned();
        self.overlay = Overlay::Callouts(list);
        match question {
            Ok(question) => vec![Effect::Card(CardWish {
                question,
                is_agreed: false,
            })],
            Err(reason) => {
                self.notice = Some(format!("no card: {reason}"));
                Vec::new()
            }
        }
    }

    /// Returns what the number of the selected story answers; fails with words where none can be published.
    fn card_question(&self, list: &CalloutList) -> Result<String, &'static str> {
        if self.setup.is_builtin {
            return Err(
                "the built-in sample keeps no account of what is published; `bingetop sample --into LOG.db` makes one that does",
            );
        }
        if self.viewer.is_some() {
            return Err("one viewer is shown alone, and a card is about everyone");
        }
        let story = list.story().ok_or("there is no story here")?;
        publishable(story).ok_or("its rule is none by which a number can be published")
    }

    /// Shows what a card would cost, unless the list has been left, or another story chosen, since that was asked.
    pub(super) fn take_offer(&mut self, offer: CardOffer) {
        match std::mem::take(&mut self.overlay) {
            Overlay::Callouts(mut list) if list.offering.as_ref() == Some(&offer.question) => {
                list.offering = None;
                self.overlay = Overlay::Card(Box::new(CardPrompt {
                    offer,
                    prompt: Prompt::open(""),
                    list,
                }));
            }
            other => self.overlay = other,
        }
    }

    /// While a card waits for its yes, keys take the line or leave it.
    pub(super) fn act_on_card(&mut self, action: Action) -> Vec<Effect> {
        let Overlay::Card(card) = std::mem::take(&mut self.overlay) else {
            return Vec::new();
        };
        let is_agreed = match action {
            Action::Accept => card.is_agreed(),
            Action::Leave => false,
            _ => {
                self.overlay = Overlay::Card(card);
                return Vec::new();
            }
        };
        let CardPrompt { offer, list, .. } = *card;
        self.overlay = Overlay::Callouts(list);
        if !is_agreed {
            let yes = CardPrompt::YES;
            self.notice = Some(format!("nothing is published: it takes a typed {yes}"));
            return Vec::new();
        }
        self.notice = Some("publishing…".to_owned());
        vec![Effect::Card(CardWish {
            question: offer.question,
            is_agreed: true,
        })]
    }
}

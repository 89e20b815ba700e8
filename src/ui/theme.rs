//! Every colour and weight on the screen: what each role looks like.
//!
//! Colours never carry meaning alone, and all themes but one keep the terminal's own background.
//!
//! | module | holds |
//! |---|---|
//! | `look` | [`Theme`]: the look of every role and ground |
//! | `tone` | a colour, and what it is on terminals that know fewer |
//! | `palette` | what the coloured themes have in common |
//! | `dark`, `light`, `projector`, `mono`, `ansi16` | a theme each |

mod ansi16;
#[cfg(test)]
mod contrast;
mod dark;
mod light;
mod look;
mod mono;
mod palette;
mod projector;
mod tone;

pub use self::look::Theme;
pub use self::tone::Depth;
use crate::app::theme_name::ThemeName;

impl Theme {
    /// Returns a theme as a terminal of so many colours shows it. With sixteen of them, the coloured
    /// themes are all that of the terminal's own.
    #[must_use]
    pub fn of(name: ThemeName, depth: Depth) -> Self {
        match (name, depth) {
            (ThemeName::Mono, _) => mono::MONO,
            (ThemeName::Ansi16, _) | (_, Depth::Named) => ansi16::ANSI16,
            (ThemeName::Dark, _) => dark::DARK.theme(depth),
            (ThemeName::Light, _) => light::LIGHT.theme(depth),
            (ThemeName::Projector, _) => projector::PROJECTOR.theme(depth),
        }
    }
}

//! The theme for a beamer.

use super::palette::Palette;
use super::tone::tone;

/// Sets its own black, so that what the room sees does not depend on the terminal it is shown from: a
/// beamer washes out whatever is near its background. All text is 7:1 or better, borders 4.5:1.
pub(super) const PROJECTOR: Palette = Palette {
    screen: Some((tone(0x00_00_00, 16), tone(0xff_ff_ff, 231))),
    data: tone(0x7c_c8_ff, 117),
    story: tone(0xff_d8_66, 221),
    up: tone(0x7f_f0_c0, 121),
    down: tone(0xff_b0_91, 216),
    faint: tone(0xc8_cc_d4, 251),
    border: tone(0x9a_a0_aa, 247),
    selected: (
        tone(0x1c_33_47, 236),
        tone(0xff_ff_ff, 231),
        tone(0xd4_d8_e0, 253),
    ),
    heat: [
        tone(0x4b_6b_8a, 60),
        tone(0x4a_9f_e0, 68),
        tone(0x7c_c8_ff, 74),
        tone(0xb5_e0_ff, 117),
        tone(0xff_ff_ff, 231),
    ],
};

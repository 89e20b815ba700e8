//! The theme for dark backgrounds.

use super::palette::Palette;
use super::tone::tone;

/// Read on anything from black to `#1e1e1e`.
pub(super) const DARK: Palette = Palette {
    screen: None,
    data: tone(0x4f_b3_ff, 75),
    story: tone(0xff_c8_57, 221),
    up: tone(0x5f_d7_a7, 79),
    down: tone(0xff_8f_6b, 209),
    faint: tone(0x8a_8f_98, 245),
    border: tone(0x3a_3f_4b, 238),
    selected: (
        tone(0x1d_2b_3a, 236),
        tone(0xee_f2_f8, 255),
        tone(0xa3_a9_b3, 248),
    ),
    heat: [
        tone(0x24_52_7a, 24),
        tone(0x2c_70_a3, 31),
        tone(0x3c_9a_de, 74),
        tone(0x67_c1_ff, 117),
        tone(0xd6_f0_ff, 195),
    ],
};

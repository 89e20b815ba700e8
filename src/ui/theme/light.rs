//! The theme for light backgrounds.

use super::palette::Palette;
use super::tone::tone;

/// Read on anything from white to `#f5f5f5`. Among the 256, green and orange are darker than the nearest
/// ones, which are too pale there.
pub(super) const LIGHT: Palette = Palette {
    screen: None,
    data: tone(0x0b_63_b0, 25),
    story: tone(0x8a_52_00, 94),
    up: tone(0x0f_7a_55, 22),
    down: tone(0xb3_40_0a, 124),
    faint: tone(0x5f_65_70, 241),
    border: tone(0xc4_c8_d0, 250),
    selected: (
        tone(0xe3_ed_f8, 255),
        tone(0x11_18_27, 233),
        tone(0x4d_53_5d, 239),
    ),
    heat: [
        tone(0xa9_cd_f5, 153),
        tone(0x4a_90_d6, 68),
        tone(0x2f_76_bb, 26),
        tone(0x1b_5a_9c, 19),
        tone(0x0a_3d_70, 17),
    ],
};

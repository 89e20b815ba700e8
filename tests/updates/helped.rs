//! Help over the lists: it is there, and leaves them as they were.

use bingetop::app::state::Overlay;

use super::after;

#[test]
fn help_opens_over_a_list_and_leaves_it_as_it_was() {
    for close in ["?", "Esc", "q"] {
        let mut dashboard = after("C j j ?");
        assert!(matches!(dashboard.app.overlay, Overlay::Help(_)));
        assert_eq!(dashboard.app.notice, None, "it did something");
        dashboard.press("j j");
        dashboard.press(close);
        let Overlay::Callouts(list) = &dashboard.app.overlay else {
            panic!("no list after {close}");
        };
        assert_eq!(list.selected, 2);
        assert!(list.stories.is_some());
        dashboard.press("Esc");
        assert!(matches!(dashboard.app.overlay, Overlay::None));
    }
    assert_eq!(after("C ?").app.notice, None);
    assert_eq!(after("C ? ?").app.notice, None);
    let mut dashboard = after("i ?");
    assert!(matches!(dashboard.app.overlay, Overlay::Help(_)));
    dashboard.press("?");
    assert!(matches!(dashboard.app.overlay, Overlay::Inspection(_)));
    dashboard.press("Esc ? ?");
    assert!(matches!(dashboard.app.overlay, Overlay::None));
}

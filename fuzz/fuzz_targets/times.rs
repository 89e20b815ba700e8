//! Moments, lengths and dates, a text a line.

#![no_main]

use bingetop::formats::dates::DateOrder;
use bingetop::formats::facts::LengthUnit;
use bingetop::formats::time::{
    has_seconds, parse_day, parse_duration, parse_duration_in, parse_moment,
};
use bingetop_fuzz::{context, import, seeds};
use chrono_tz::Tz;
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        seeds::write("times", seeds::times());
    },
    |text: &str| {
        let mut column = String::from("Title,Date\n");
        for line in text.lines() {
            see(line);
            column.extend(["Fog,\"", &line.replace('"', ""), "\"\n"]);
        }
        for dates in [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)] {
            let mut context = context("");
            context.dates = dates;
            import(column.as_bytes(), &["netflix-history"], &context);
        }
    }
);

fn see(text: &str) {
    let stated = parse_moment(text, None);
    for zone in [
        Tz::UTC,
        Tz::Europe__Rome,
        Tz::Pacific__Apia,
        Tz::Africa__Monrovia,
    ] {
        let moment = parse_moment(text, Some(zone));
        if stated.is_ok() {
            assert_eq!(
                stated, moment,
                "a time with a zone is the same moment everywhere"
            );
        }
    }
    let _ = (has_seconds(text), parse_day(text));
    let plain = parse_duration(text);
    for unit in [
        LengthUnit::Seconds,
        LengthUnit::Milliseconds,
        LengthUnit::Minutes,
    ] {
        let length = parse_duration_in(text, unit);
        if unit == LengthUnit::Seconds {
            assert_eq!(plain, length);
        }
    }
}

//! The id of a video in an address.

/// Returns the id of the video that `url` leads to; `None` where it leads to something else.
pub(super) fn video_id(url: &str) -> Option<&str> {
    let (host, path) = split(url)?;
    let id = match host {
        "youtu.be" => path,
        _ if !is_youtube(host) => return None,
        _ => match path.split_once(['?', '/'])? {
            ("watch", query) => query.split('&').find_map(|pair| pair.strip_prefix("v="))?,
            ("shorts" | "live" | "embed" | "v", id) => id,
            _ => return None,
        },
    };
    let id = id.split(['?', '&', '#', '/']).next()?;
    let is_id = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (!id.is_empty() && id.bytes().all(is_id)).then_some(id)
}

/// Returns whether `url` leads anywhere on YouTube.
pub(super) fn is_of_youtube(url: &str) -> bool {
    split(url).is_some_and(|(host, _)| host == "youtu.be" || is_youtube(host))
}

/// Returns whether `url` asks YouTube for what somebody searched for.
pub(super) fn is_search(url: &str) -> bool {
    let path = split(url).filter(|(host, _)| is_youtube(host));
    path.is_some_and(|(_, path)| path.starts_with("results?"))
}

fn is_youtube(host: &str) -> bool {
    host == "youtube.com" || host.ends_with(".youtube.com")
}

/// Returns the host of an address, and what stands behind its first slash.
fn split(url: &str) -> Option<(&str, &str)> {
    let (_, rest) = url.split_once("://")?;
    Some(rest.split_once('/').unwrap_or((rest, "")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://www.youtube.com/watch?v=aB3_-xyz012", Some("aB3_-xyz012"))]
    #[case("https://music.youtube.com/watch?list=L&v=abc#t", Some("abc"))]
    #[case("http://m.youtube.com/shorts/abc?feature=share", Some("abc"))]
    #[case("https://youtu.be/abc?t=5", Some("abc"))]
    #[case("https://www.youtube.com/watch?v=", None)]
    #[case("https://www.youtube.com/watch", None)]
    #[case("https://www.youtube.com/watch?v=a b", None)]
    #[case("https://www.youtube.com/post/Ugk", None)]
    #[case("https://www.youtube.com/results?search_query=v=abc", None)]
    #[case("https://www.youtube.com/channel/UC", None)]
    #[case("https://notyoutube.com/watch?v=abc", None)]
    #[case("https://example.invalid/?u=https://www.youtube.com/watch?v=abc", None)]
    #[case("", None)]
    fn only_addresses_of_videos_have_an_id(#[case] url: &str, #[case] expected: Option<&str>) {
        assert_eq!(video_id(url), expected);
    }

    #[test]
    fn searches_and_other_sites_are_told_apart() {
        let search = "https://www.youtube.com/results?search_query=gulls";
        assert!(is_search(search) && is_of_youtube(search));
        assert!(is_of_youtube("https://music.youtube.com"));
        assert!(!is_search("https://www.google.com/results?q=gulls"));
        assert!(!is_of_youtube(
            "https://www.google.com/search?q=youtube.com"
        ));
    }
}

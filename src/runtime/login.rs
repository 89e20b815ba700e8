//! Who is logged in.

/// Where systems say who is logged in.
const NAMES: [&str; 3] = ["USER", "LOGNAME", "USERNAME"];

/// Returns the name of whoever is logged in; empty where the system does not say.
#[must_use]
pub fn login_name() -> String {
    let names = NAMES.iter().filter_map(std::env::var_os);
    let mut names = names.map(|name| name.to_string_lossy().into_owned());
    names.find(|name| !name.is_empty()).unwrap_or_default()
}

//! Which column of a file holds what, as `--map` says it.

/// The columns a row is read from; those left `None` go by their own names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Who.
    pub viewer: Option<String>,
    /// What.
    pub title: Option<String>,
    /// What the title belongs to.
    pub show: Option<String>,
    /// What sort of thing it is.
    pub kind: Option<String>,
    /// When it starts.
    pub start: Option<String>,
    /// When it ends.
    pub end: Option<String>,
    /// How long it lasted.
    pub seconds: Option<String>,
    /// The source's id of the title.
    pub id: Option<String>,
    /// The position at which it stopped.
    pub position: Option<String>,
    /// The runtime of the title.
    pub length: Option<String>,
}
impl std::str::FromStr for Mapping {
    type Err = String;
    fn from_str(_: &str) -> Result<Self, String> {
        Ok(Self::default())
    }
}

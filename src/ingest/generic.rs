//! To come.
use super::reader::{Context, Identity, ReadError, Reader, Sink};
/// CSV or TSV with a header.
pub struct Table;
impl Reader for Table {
    fn name(&self) -> &'static str {
        "csv"
    }
    fn recognises(&self, _: &str, _: &Context) -> bool {
        false
    }
    fn identity(&self) -> Identity {
        Identity::WholeRow
    }
    fn read(
        &self,
        _: &mut dyn std::io::BufRead,
        _: &Context,
        _: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        Ok(())
    }
}
/// One JSON object a line.
pub struct JsonLines;
impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }
    fn recognises(&self, _: &str, _: &Context) -> bool {
        false
    }
    fn identity(&self) -> Identity {
        Identity::WholeRow
    }
    fn read(
        &self,
        _: &mut dyn std::io::BufRead,
        _: &Context,
        _: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        Ok(())
    }
}

//! To come.
use super::reader::{Context, Identity, ReadError, Reader, Sink};
/// Netflix's full export.
pub struct ViewingActivity;
impl Reader for ViewingActivity {
    fn name(&self) -> &'static str {
        "netflix"
    }
    fn recognises(&self, _: &str, _: &Context) -> bool {
        false
    }
    fn identity(&self) -> Identity {
        Identity::Start
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

//! What is drawn rather than written: widths and marks are calculated here, templates draw them as SVG, and the numbers
//! stand beside them as text.

mod bars;
mod budget;

pub use bars::Bars;
pub use budget::Budget;

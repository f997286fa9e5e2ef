//! The grammar of pictures.

use pest_derive::Parser;

/// `grammar/picture.pest`: ISO/IEC 29500-1, 17.16.4.1 and 17.16.4.2.
#[derive(Parser)]
#[grammar = "grammar/picture.pest"]
pub(super) struct PictureGrammar;

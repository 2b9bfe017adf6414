//! The part of the record that one file makes.

use std::sync::Arc;

use super::context::Context;
use super::{dataset, list};
use crate::diag::Diagnostic;
use crate::record::{Body, BodyIx, FileId, Meeting, Organisation, Page, Person, Report, Revision, Table, UpdatePart, Version};

/// The part that one file makes, if any, and what is wrong with the file.
pub(super) type PieceOfFile = (Option<Piece>, Vec<Diagnostic>);

/// Reads one file.
pub(super) type PieceReader<'a> = &'a (dyn Fn(&Context<'_>, FileId) -> PieceOfFile + Sync);

/// The part of the record that one file makes.
#[derive(Clone)]
pub(super) enum Piece {
    Body(BodyIx, Box<Body>),
    Actions(BodyIx, Vec<UpdatePart>),
    Meetings(Vec<Arc<Meeting>>),
    Organisations(Vec<Organisation>),
    People(Vec<Person>),
    List(u32, Box<list::Head>),
    Revision(u32, Revision),
    Dataset(u32, Box<dataset::Head>),
    Table(u32, Box<Table>),
    Report(u32, Box<Report>),
    Page(Box<Page>),
    Versions(FileId, Vec<Version>),
}

impl Piece {
    pub(super) fn meetings(all: Vec<Meeting>) -> Piece {
        Piece::Meetings(all.into_iter().map(Arc::new).collect())
    }
}

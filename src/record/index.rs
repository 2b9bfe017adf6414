//! Typed places in the record's vectors, so that a meeting is never mistaken for a body.

macro_rules! places {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The place at `n` of its vector. The record holds far fewer than 2³² of anything.
            pub fn at(n: usize) -> Self {
                $name(u32::try_from(n).unwrap_or(u32::MAX))
            }

            /// For indexing.
            pub fn ix(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

places! {
    /// A body, in [`super::Record::bodies`].
    BodyIx,
    /// A meeting, in [`super::Record::meetings`].
    MeetingIx,
    /// An action, in [`super::Record::actions`].
    ActionIx,
    /// A decision, in [`super::Record::decisions`].
    DecisionIx,
    /// A motion, in [`super::Record::motions`].
    MotionIx,
    /// An organisation, in [`super::Record::organisations`].
    OrganisationIx,
    /// A person, in [`super::Record::people`].
    PersonIx,
    /// A priority list, in [`super::Record::lists`].
    ListIx,
    /// A dataset, in [`super::Record::datasets`].
    DatasetIx,
    /// A report, in [`super::Record::reports`].
    ReportIx,
    /// A plain page, in [`super::Record::pages`].
    PageIx,
}

//! Where everything stands on the site. The one place that knows the shape of an address.
//!
//! An address is below the site and has no leading slash: `idmg/2012-04-17/#2.1`. A page puts its own
//! way to the top (`../../`) before it, so that a site works in any folder and from a file share.

use crate::record::{
    ActionIx, BodyIx, DatasetIx, DecisionIx, Entry, List, ListIx, MeetingIx, OrganisationIx, PageIx, PersonIx, Record, ReportIx,
    Status, Target,
};

/// Makes addresses. In a portable site a folder's address names its `index.html`.
#[derive(Debug, Clone, Copy)]
pub struct Addresses<'a> {
    record: &'a Record,
    portable: bool,
    /// The code of the language below which the pages stand; empty for the site's first.
    language_folder: &'a str,
}

impl<'a> Addresses<'a> {
    /// For a record, for a web server or (portable) for a file share.
    pub fn new(record: &'a Record, portable: bool) -> Self {
        Addresses { record, portable, language_folder: "" }
    }

    /// The addresses of the pages in another language; empty: in the site's first.
    #[must_use]
    pub fn below(self, language_folder: &'a str) -> Self {
        Addresses { language_folder, ..self }
    }

    /// The folder of the page at a path, below the site: with the language before it.
    pub fn place_of(&self, path: &str) -> String {
        match (self.language_folder, path) {
            ("", path) => path.to_owned(),
            (language_folder, "") => language_folder.to_owned(),
            (language_folder, path) => format!("{language_folder}/{path}"),
        }
    }

    /// Whether the site is for a file share.
    pub fn is_portable(&self) -> bool {
        self.portable
    }

    /// The address of a folder (`idmg/2012-04-17`, or empty for the home page) as a link: with its slash, or its `index.html`.
    pub fn folder(&self, path: &str) -> String {
        self.under("", path)
    }

    /// As [`Addresses::folder`], for a path that has its language already.
    fn outright(&self, path: &str) -> String {
        self.close(path.to_owned())
    }

    /// The folder `name` below another (`people/`), as a link. Registers make a few of these for each row.
    fn under(&self, above: &str, name: &str) -> String {
        let mut address = String::with_capacity(self.language_folder.len() + above.len() + name.len() + "//index.html".len());
        address.push_str(self.language_folder);
        if !self.language_folder.is_empty() && !name.is_empty() {
            address.push('/');
        }
        address.push_str(above);
        address.push_str(name);
        self.close(address)
    }

    /// Ends a folder's path as a link ends.
    fn close(&self, mut path: String) -> String {
        if self.portable {
            path.push_str(if path.is_empty() { "index.html" } else { "/index.html" });
        } else {
            path.push_str(if path.is_empty() { "./" } else { "/" });
        }
        path
    }

    fn place(&self, path: &str, anchor: &str) -> String {
        let mut address = self.folder(path);
        address.push('#');
        address.push_str(anchor);
        address
    }

    /// A body.
    pub fn body(&self, body: BodyIx) -> String {
        self.folder(&self.record.bodies[body.ix()].id)
    }

    /// Path of a meeting's folder: `idmg/2012-04-17`.
    pub fn meeting_path(&self, meeting: MeetingIx) -> String {
        self.record.meeting_id(&self.record.meetings[meeting.ix()])
    }

    /// A meeting.
    pub fn meeting(&self, meeting: MeetingIx) -> String {
        self.folder(&self.meeting_path(meeting))
    }

    /// An item or paragraph of a meeting.
    pub fn meeting_place(&self, meeting: MeetingIx, anchor: &str) -> String {
        self.place(&self.meeting_path(meeting), anchor)
    }

    /// Path of an action's folder: `actions/idmg/2012-04-17/4.2`.
    pub fn action_path(&self, action: ActionIx) -> String {
        format!("actions/{}", self.record.actions[action.ix()].id)
    }

    /// An action.
    pub fn action(&self, action: ActionIx) -> String {
        self.under("actions/", &self.record.actions[action.ix()].id)
    }

    /// A decision: its place in the minutes.
    pub fn decision(&self, decision: DecisionIx) -> String {
        let decision = &self.record.decisions[decision.ix()];
        self.meeting_place(decision.meeting, &self.record.taken(decision).anchor)
    }

    /// The register of actions.
    pub fn actions(&self) -> String {
        self.folder("actions")
    }

    /// The actions of one body: `actions/body/idmg`.
    pub fn actions_of_body(&self, body: BodyIx) -> String {
        self.under("actions/body/", &self.record.bodies[body.ix()].id)
    }

    /// The actions of one owner, by the slug of its name: `actions/owner/ukhtc`.
    pub fn actions_of_owner(&self, slug: &str) -> String {
        self.under("actions/owner/", slug)
    }

    /// The actions with one status: `actions/status/open`.
    pub fn actions_by_status(&self, status: Status) -> String {
        self.under("actions/status/", status.key())
    }

    /// The actions raised in one year: `actions/year/2012`.
    pub fn actions_of_year(&self, year: i16) -> String {
        self.folder(&format!("actions/year/{year}"))
    }

    /// The decisions of one year: `decisions/2012`.
    pub fn decisions_of_year(&self, year: i16) -> String {
        self.folder(&format!("decisions/{year}"))
    }

    /// The meetings of one year: `archive/2012`.
    pub fn year(&self, year: i16) -> String {
        self.folder(&format!("archive/{year}"))
    }

    /// A list.
    pub fn list(&self, list: ListIx) -> String {
        self.folder(&self.record.lists[list.ix()].path)
    }

    /// A revision of a list, by its place.
    pub fn revision(&self, list: ListIx, revision: u32) -> String {
        let list = &self.record.lists[list.ix()];
        self.folder(&format!("{}/{}", list.path, list.revisions[revision as usize].date))
    }

    /// An entry of a list, by its slug.
    pub fn entry(&self, list: ListIx, slug: &str) -> String {
        self.folder(&format!("{}/{slug}", self.record.lists[list.ix()].path))
    }

    /// An entry of a list, in any of its revisions.
    pub fn entry_of(&self, list: &List, entry: &Entry) -> String {
        let mut address =
            String::with_capacity(self.language_folder.len() + list.path.len() + entry.slug.len() + "///index.html".len());
        for part in [self.language_folder, &list.path] {
            address.push_str(part);
            address.push_str(if part.is_empty() { "" } else { "/" });
        }
        address.push_str(&entry.slug);
        self.close(address)
    }

    /// A dataset.
    pub fn dataset(&self, dataset: DatasetIx) -> String {
        self.folder(&self.record.datasets[dataset.ix()].path)
    }

    /// A report.
    pub fn report(&self, report: ReportIx) -> String {
        self.folder(&self.record.reports[report.ix()].path)
    }

    /// An organisation.
    pub fn organisation(&self, organisation: OrganisationIx) -> String {
        self.under("organisations/", &self.record.organisations[organisation.ix()].id)
    }

    /// A person.
    pub fn person(&self, person: PersonIx) -> String {
        self.under("people/", &self.record.people[person.ix()].id)
    }

    /// A plain page.
    pub fn page(&self, page: PageIx) -> String {
        let page = &self.record.pages[page.ix()];
        // A translation has its language in its path, whatever language of the site links to it.
        if page.translation.is_some() { self.outright(&page.path) } else { self.folder(&page.path) }
    }

    /// Whatever a reference points at. A file that is not published has the empty address.
    pub fn target(&self, target: &Target) -> String {
        match target {
            Target::Body(ix) => self.body(*ix),
            Target::Meeting(ix) => self.meeting(*ix),
            Target::Place(ix, anchor) => self.meeting_place(*ix, anchor),
            Target::Action(ix) => self.action(*ix),
            Target::Decision(ix) => self.decision(*ix),
            Target::List(ix) => self.list(*ix),
            Target::Revision(ix, n) => self.revision(*ix, *n),
            Target::Entry(ix, key) => self.entry_by_key(*ix, key),
            Target::Dataset(ix) => self.dataset(*ix),
            Target::Report(ix) => self.report(*ix),
            Target::ReportPlace(ix, anchor) => self.place(&self.record.reports[ix.ix()].path, anchor),
            Target::Organisation(ix) => self.organisation(*ix),
            Target::Person(ix) => self.person(*ix),
            Target::Page(ix, anchor) => match anchor {
                Some(anchor) => format!("{}#{anchor}", self.page(*ix)),
                None => self.page(*ix),
            },
            Target::Attachment(file) => self.record.files.get(file).map(|p| p.to_string()).unwrap_or_default(),
        }
    }

    fn entry_by_key(&self, list: ListIx, key: &str) -> String {
        let revisions = &self.record.lists[list.ix()].revisions;
        let entry = revisions.iter().rev().flat_map(|r| &r.entries).find(|e| &*e.key == key);
        entry.map_or_else(|| self.list(list), |e| self.entry(list, &e.slug))
    }

    /// The way from a page of this language, by its path, to the top of the site: `../../` for `idmg/2012-04-17`.
    pub fn root(&self, path: &str) -> String {
        let parts = |p: &str| if p.is_empty() { 0 } else { p.split('/').count() };
        "../".repeat(parts(self.language_folder) + parts(path))
    }
}

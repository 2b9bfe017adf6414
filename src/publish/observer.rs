//! Progress of a build, for those who show or measure it.

/// Is told how a build goes on, from any thread. A command may look at the clock then; the build itself never does.
pub trait BuildObserver: Sync {
    /// A stage has ended.
    fn stage_finished(&self, _stage: &'static str) {}
    /// A page was made; `pages` have been by now.
    fn page_rendered(&self, _pages: usize) {}
    /// So many documents were indexed for search because they had changed.
    fn documents_indexed(&self, _documents: usize) {}
}

/// For a build that nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unobserved;

impl BuildObserver for Unobserved {}

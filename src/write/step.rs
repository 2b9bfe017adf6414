//! The steps of a publication, so that a test can stop it before any of them as a kill would.

use super::error::WriteError;

/// Counts steps down in tests; nothing at all in a program.
#[derive(Debug, Default)]
pub(super) struct Steps {
    #[cfg(test)]
    left: Option<std::sync::atomic::AtomicU32>,
}

impl Steps {
    /// Stops after `left` steps.
    #[cfg(test)]
    pub(super) fn stop_after(left: u32) -> Steps {
        Steps { left: Some(left.into()) }
    }

    /// Stands before every change to the disk that a kill could fall in front of.
    #[cfg(test)]
    pub(super) fn step(&self) -> Result<(), WriteError> {
        use std::sync::atomic::Ordering::Relaxed;
        let Some(left) = &self.left else { return Ok(()) };
        left.fetch_update(Relaxed, Relaxed, |n| n.checked_sub(1)).map(|_| ()).map_err(|_| WriteError::Killed)
    }

    /// Stands before every change to the disk that a kill could fall in front of.
    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "only a test stops here")]
    #[inline]
    pub(super) fn step(&self) -> Result<(), WriteError> {
        Ok(())
    }

    /// Whether a test has stopped the build: then nothing more may be done, as after a kill.
    pub(super) fn stopped(&self) -> bool {
        #[cfg(test)]
        return self.left.as_ref().is_some_and(|n| n.load(std::sync::atomic::Ordering::Relaxed) == 0);
        #[cfg(not(test))]
        false
    }
}

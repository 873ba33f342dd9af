//! How much is in work at once: by size, so that a few large documents take no more memory than many
//! small ones.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long to wait before looking whether the run is to end.
const PATIENCE: Duration = Duration::from_millis(50);

/// Lets documents in while there is room for their bytes.
#[derive(Debug)]
pub(super) struct Admission {
    room: u64,
    taken: Mutex<u64>,
    freed: Condvar,
}

impl Admission {
    /// With room for so many bytes.
    pub(super) fn new(room: u64) -> Admission {
        Admission { room, taken: Mutex::new(0), freed: Condvar::new() }
    }

    /// Waits until there is room, and takes it; or not, when the run is to end. What is larger than
    /// all the room there is gets in alone.
    pub(super) fn enter(&self, bytes: u64, is_stopped: impl Fn() -> bool) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken > 0 && *taken + bytes > self.room {
            if is_stopped() {
                return false;
            }
            let waited = self.freed.wait_timeout(taken, PATIENCE);
            taken = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        *taken += bytes;
        true
    }

    /// Gives room back.
    pub(super) fn leave(&self, bytes: u64) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken = taken.saturating_sub(bytes);
        self.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_for_the_room_gets_in_alone() {
        let admission = Admission::new(10);
        let full = || true;
        assert!(admission.enter(6, full) && admission.enter(4, full));
        assert!(!admission.enter(1, full));
        admission.leave(6);
        assert!(!admission.enter(100, full));
        admission.leave(4);
        assert!(admission.enter(100, full));
        assert!(!admission.enter(1, full));
    }
}

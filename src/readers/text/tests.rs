//! Texts and the outlines that become of them.

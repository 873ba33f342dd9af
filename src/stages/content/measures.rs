//! Declares measures: a byte each, with its name and its meaning in one place.

/// Declares a group of measures: a field each, the codes and the names in one order.
macro_rules! measures {
    ($(#[$about:meta])* $group:ident { $($(#[doc = $doc:literal])+ $name:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(super) struct $group {
            $($(#[doc = $doc])+ pub(super) $name: u8,)*
        }

        impl $group {
            /// The names of the measures.
            pub(super) const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// The codes, in the order of the names.
            pub(super) fn codes(&self) -> [u8; Self::NAMES.len()] {
                [$(self.$name),*]
            }
        }
    };
}

pub(super) use measures;

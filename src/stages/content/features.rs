//! What is measured of a leaf block, by name: the terms of the score.

/// Declares the measures once: a field each, and the order that they are listed in.
macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident,)*) => {
        /// What is measured of a leaf block; also the weight that each measure has in the score.
        /// Shares and flags lie between 0 and 1, counts are natural logarithms of one more.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Features {
            $($(#[doc = $doc])+ pub $name: f32,)*
        }

        impl Features {
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($name)),*].len();
            /// Their names.
            pub const NAMES: [&'static str; Features::COUNT] = [$(stringify!($name)),*];

            /// Their values, in the order of the names.
            pub fn values(&self) -> [f32; Features::COUNT] {
                [$(self.$name),*]
            }

            /// The sum of the products with the weights.
            pub fn weigh(&self, weights: &Features) -> f32 {
                0.0 $(+ self.$name * weights.$name)*
            }
        }
    };
}

features! {
    /// Always 1: the score of a block of which nothing else is known.
    bias,

    /// Words of the block.
    words,
    /// Share of its text in links.
    link,
    /// It is a link and nothing else.
    linked,
    /// It ends as a sentence does.
    sentence,
    /// Ends of sentences.
    stops,
    /// The same text stands elsewhere too.
    repeated,
    /// It is a heading.
    heading,
    /// It stands in a button or label.
    control,

    /// It stands in navigation.
    nav,
    /// It stands in an `aside`.
    aside,
    /// It stands in a footer.
    footer,
    /// It stands in a header.
    header,
    /// It stands in a form.
    form,
    /// It stands in an `article`: the share of the page's long text that this holds.
    article,
    /// It stands in `main`.
    main,
    /// It is not shown to readers.
    hidden,

    /// Blocks to the nearest long one.
    gap,
    /// Levels up to what also holds the long block before it, of six.
    apart_before,
    /// Levels up to what also holds the long block after it, of six.
    apart_after,
    /// It stands in the smallest container that holds most of the long text.
    core,
    /// It stands before the page's first heading of the first level.
    above_title,
    /// Blocks since that heading.
    below_title,
    /// Share of the page's text before it, where it stands outside that container.
    position,
    /// Share of that container's text before it, where it stands inside.
    core_position,
    /// It stands before the first long block, in the first tenth of the text.
    top,

    /// Share of text in links, two blocks either side.
    link_2,
    /// Share of long blocks, three either side.
    long_3,
    /// Share of long blocks, twelve either side.
    long_12,
    /// Share of text in links in the smallest container of forty words.
    near_link,
    /// Share of long text in it.
    near_long,
    /// Share of long text in the smallest container of two hundred words.
    wide_long,
    /// Words of a container like the one that it stands in: a card, a row, a post.
    group_words,
    /// Share of text in links in all containers like it.
    group_link,
    /// Share of the page's text in all containers like it.
    group_share,
    /// Words of what stands under the same heading.
    section_words,
}

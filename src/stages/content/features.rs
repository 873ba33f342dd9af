//! What is measured of a leaf block, by name: the terms of the score.

/// Declares the measures once: a field each, and the order that they are listed in.
macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident,)*) => {
        /// What is measured of a leaf block; also the weight of each measure in the score. Shares and
        /// flags lie between 0 and 1, counts are natural logarithms of one more.
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
    /// Words as far as 15: whether it is a line or running text.
    prose,
    /// Share of its text in links.
    link,
    /// Nearly all of it is a link.
    linked,
    /// It ends as a sentence does.
    sentence,
    /// Ends of sentences.
    stops,
    /// Commas.
    commas,
    /// Share of digits.
    digits,
    /// Share of capital letters.
    capitals,
    /// The same text stands elsewhere too.
    repeated,

    /// It is a heading.
    heading,
    /// Its element is a `p`.
    paragraph,
    /// It stands in a list.
    item,
    /// It stands in a table.
    cell,
    /// It is code.
    code,
    /// It stands in a button or label.
    control,
    /// It stands in a quotation.
    quote,

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
    /// It stands in an `article`.
    article,
    /// It stands in `main`.
    main,
    /// It is not shown.
    hidden,

    /// It stands before the first long block.
    before,
    /// It stands after the last long block.
    after,
    /// Blocks to the nearest long one.
    gap,
    /// Levels up to what it has in common with the long block before it, of six.
    apart_before,
    /// The same for the long block after it.
    apart_after,
    /// It stands in the smallest container that holds most of the long text.
    core,
    /// Levels up to that container or what holds it, of six.
    aloof,
    /// It stands before the page's `h1`.
    above_title,
    /// Blocks since the page's `h1`.
    below_title,
    /// Share of the page's text before it.
    position,

    /// Share of text in links, two blocks either side.
    link_2,
    /// Share of text in links, six blocks either side.
    link_6,
    /// Share of long blocks, three either side.
    long_3,
    /// Share of long blocks, twelve either side.
    long_12,
    /// Words, six blocks either side.
    words_6,

    /// Link share of the smallest container of 40 words.
    near_link,
    /// Share of long text in it.
    near_long,
    /// Link share of the smallest container of 200 words.
    wide_link,
    /// Share of long text in it.
    wide_long,
    /// Share of the page's long text in it.
    wide_share,

    /// Siblings like the container that it stands in.
    group,
    /// Words of one of them, on average.
    group_words,
    /// Link share of them all.
    group_link,
    /// Their share of the page's text.
    group_share,

    /// Link share of what stands under the same heading.
    section_link,
    /// Words of what stands under the same heading.
    section_words,

    /// Share of long text in the page.
    page_long,
    /// Link share of the page.
    page_link,
}

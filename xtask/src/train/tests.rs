//! What a forest can learn, and that it learns the same everywhere.

use clap::Parser;
use pumice::forest::{Forest, Matrix, chance};

use super::boost::{Parameters, train};
use super::dataset::Lesson;
use super::random::Random;

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    parameters: Parameters,
}

fn parameters(line: &str) -> Parameters {
    let words = line.split_ascii_whitespace();
    Cli::parse_from(std::iter::once("train").chain(words)).parameters
}

/// A page of blocks that belong to the reference where one of two measures is high and the other low;
/// a third measure means nothing.
fn page(random: &mut Random) -> Lesson {
    let rows: Vec<[u8; 3]> =
        (0..50).map(|_| std::array::from_fn(|_| random.below(256) as u8)).collect();
    Lesson {
        columns: (0..3).map(|at| rows.iter().map(|row| row[at]).collect()).collect(),
        positive: rows.iter().map(|row| (row[0] >= 128) != (row[1] >= 128)).collect(),
        weights: rows.iter().map(|row| 1.0 + f32::from(row[2]) / 100.0).collect(),
        short: rows.iter().map(|row| row[2] < 20).collect(),
    }
}

fn pages(seed: u64, count: usize) -> Vec<Lesson> {
    let mut random = Random::new(seed);
    (0..count).map(|_| page(&mut random)).collect()
}

fn learn(pages: &[Lesson], line: &str) -> Forest {
    train(&pages.iter().collect::<Vec<_>>(), &parameters(line))
}

#[test]
fn a_forest_learns_that_one_of_two_must_hold() {
    let forest = learn(&pages(3, 40), "--trees 60 --answers 8 --measures 1 --rate 0.2");
    for page in pages(4, 5) {
        let mut matrix = Matrix::new(page.positive.len(), 3);
        for row in 0..page.positive.len() {
            matrix.set(row, &[0, 1, 2].map(|at: usize| page.columns[at][row]));
        }
        let right = forest.score(&matrix).into_iter().zip(&page.positive);
        let right = right.filter(|&(score, &positive)| (chance(score) > 0.5) == positive);
        assert!(right.count() >= 46);
    }
}

#[test]
fn a_forest_is_the_same_on_one_thread_and_on_several() {
    let pages = pages(5, 30);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| learn(&pages, "--trees 10 --seed 9"))
    };
    let forest = on(1);
    assert_eq!(forest, on(3));
    assert_eq!(forest.trees.len(), 3 * 10);
    assert_ne!(forest, learn(&pages, "--trees 10 --seed 8"));
}

#[test]
fn nothing_to_learn_from_is_no_error() {
    assert_eq!(learn(&[], "--trees 1").trees[0].answers(), [0]);
}

#[test]
fn the_score_of_several_forests_is_the_mean_of_theirs() {
    let pages = pages(6, 20);
    let one = learn(&pages, "--forests 1 --trees 5");
    let three = learn(&pages, "--forests 3 --trees 5");
    assert_eq!((one.trees.len(), three.trees.len()), (5, 15));
    let first = one.trees.iter().map(|tree| tree.clone().divided(3));
    assert!(three.trees.iter().step_by(3).cloned().eq(first));
}

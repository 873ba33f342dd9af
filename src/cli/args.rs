//! The command line: what can be said and what it means.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::writers::WRITERS;

/// Cleans scraped web pages: strips boilerplate, tells languages apart, writes TEI and JSON, and
/// accounts for every removed character.
#[derive(Debug, Parser)]
#[command(name = "pumice", version, after_help = EXAMPLES, subcommand_required = true)]
#[command(arg_required_else_help = true, propagate_version = true, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  pumice run pages/ -o out     clean every document beneath pages/
  pumice clean page.html       one document, as TEI, to standard output
  pumice explain page.html     what was kept, what was removed, and why

Exit codes:
  0  every document is done
  1  some documents failed; all others are written
  2  the command line or pipeline.toml is wrong; nothing was touched
  3  the output could not be written; what is written is whole, the run can be resumed
  130, 143  interrupted; the run can be resumed";

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Clean every document in files, directories and containers
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArgs),
    /// Check that every output of a run is what was written
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyArgs),
    /// Clean one document to standard output
    #[command(after_help = CLEAN_EXAMPLES)]
    Clean(CleanArgs),
    /// Show every block of a document: kept or removed, by which stage and rule
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Check a pipeline.toml: every mistake with its place
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// List the stages, or print the manual of one
    #[command(after_help = STAGES_EXAMPLES)]
    Stages(StagesArgs),
    /// Write the default pipeline.toml, with every setting and a comment on it
    #[command(after_help = INIT_EXAMPLES)]
    Init(InitArgs),
    /// Print a JSON Schema
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man,
}

const RUN_EXAMPLES: &str = "\
Examples:
  pumice run pages/ -o out
  pumice run pages/ crawl.jsonl.gz -o out --format tei,jsonl
  pumice run pages/ -o out --exclude 'drafts/**' --dry-run
  cat page.html | pumice run - -o out

A second run into the same folder takes up where the first one ended. What became of each document
stands in out/journal.jsonl, the totals in out/run.json.";

const VERIFY_EXAMPLES: &str = "\
Examples:
  pumice verify out
  pumice verify out --json | jq .

Exit codes: 0 all is as it was written; 1 something is not, and stands on standard output;
2 there is no journal.";

const CLEAN_EXAMPLES: &str = "\
Examples:
  pumice clean page.html > page.tei.xml
  pumice clean article.txt --to json
  curl -s https://example.org/a | pumice clean - --url https://example.org/a --to markdown";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  pumice explain page.html
  pumice explain page.html -v | less -R
  pumice explain page.html --json | jq '.blocks[] | select(.kept | not)'";

const CHECK_EXAMPLES: &str = "\
Examples:
  pumice check
  pumice check my-pipeline.toml";

const STAGES_EXAMPLES: &str = "\
Examples:
  pumice stages
  pumice stages consent";

const INIT_EXAMPLES: &str = "\
Examples:
  pumice init                  writes ./pipeline.toml
  pumice init my-pipeline.toml";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  pumice schema document > document.schema.json
  pumice schema pipeline > pipeline.schema.json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  pumice completions bash > ~/.local/share/bash-completion/completions/pumice
  pumice completions fish > ~/.config/fish/completions/pumice.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  pumice man > ~/.local/share/man/man1/pumice.1";

/// Where the pipeline comes from.
#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// The pipeline [default: ./pipeline.toml if it is there, else the built-in one]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
}

/// `pumice run`
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct RunArgs {
    /// Files, directories, JSON lines (.jsonl, .ndjson), any of them gzipped, or `-` for standard
    /// input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder to write into; made if it is not there
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::DirPath)]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    /// Formats to write, instead of the outputs of the pipeline
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = formats())]
    pub(crate) format: Vec<String>,
    /// Documents to work on at once [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// Start anew, even where OUT holds results already
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Go on although the journal in OUT is damaged: do the documents of its damaged lines anew
    #[arg(long)]
    pub(crate) repair: bool,
    /// Make OUT a bag (RFC 8493): the results go into OUT/data, manifests beside it
    #[arg(long)]
    pub(crate) bag: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Take only files of a directory that match; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// Leave out files of a directory that match; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Count an empty or limited document as failed
    #[arg(long)]
    pub(crate) strict: bool,
    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Name each document with its status
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// How to show progress, on standard error
    #[arg(long, value_enum, default_value_t = ProgressKind::Auto)]
    pub(crate) progress: ProgressKind,
    /// How messages look, on standard error
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,
}

/// `pumice verify`
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The folder that a run wrote into
    #[arg(value_name = "OUT", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// A JSON object for each finding and one at the end, for programs
    #[arg(long)]
    pub(crate) json: bool,
    /// Print nothing; the exit code tells
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressKind {
    /// A bar where standard error is a terminal, else nothing
    Auto,
    /// A line now and then
    Plain,
    /// A JSON object now and then
    Json,
    /// Nothing
    None,
}

/// How messages look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Text,
    /// A JSON object a line
    Json,
}

/// One document.
#[derive(Debug, Args)]
pub(crate) struct DocumentArgs {
    /// The document, or `-` for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    /// The address that it was fetched from
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// What it is [default: what its bytes look like]
    #[arg(long = "type", value_enum, value_name = "TYPE")]
    pub(crate) media: Option<MediaArg>,
}

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MediaArg {
    /// HTML or XHTML
    Html,
    /// Plain text
    Text,
}

/// `pumice clean`
#[derive(Debug, Args)]
pub(crate) struct CleanArgs {
    #[command(flatten)]
    pub(crate) document: DocumentArgs,
    /// The format to write
    #[arg(long, default_value = "tei", value_name = "FORMAT", value_parser = single_formats())]
    pub(crate) to: String,
}

/// `pumice explain`
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) document: DocumentArgs,
    /// One JSON document, for programs
    #[arg(long)]
    pub(crate) json: bool,
    /// Show the whole text of each block
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// `pumice check`
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The file to check [default: ./pipeline.toml if it is there, else the built-in one]
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
}

/// `pumice stages`
#[derive(Debug, Args)]
pub(crate) struct StagesArgs {
    /// The stage whose manual is wanted
    pub(crate) name: Option<String>,
}

/// `pumice init`
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Where to write it
    #[arg(default_value = "pipeline.toml", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Write over a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

/// `pumice schema`
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Of what
    #[arg(value_enum)]
    pub(crate) of: SchemaOf,
}

/// What there is a JSON Schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// The JSON output
    Document,
    /// pipeline.toml
    Pipeline,
    /// A line of journal.jsonl
    Journal,
}

/// `pumice completions`
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(WRITERS.iter().map(|entry| entry.name))
}

/// The formats that one document can be written in.
fn single_formats() -> PossibleValuesParser {
    PossibleValuesParser::new(WRITERS.iter().filter(|entry| !entry.lines).map(|entry| entry.name))
}

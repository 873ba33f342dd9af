//! A disk in memory that fails when it is told to, and forgets in a power cut what was not synced.

use std::any::Any;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use pumice::output::{Disk, Handle};

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It fails with this error; the next one works.
    Once(i32),
    /// It and all that follow fail: the machine is gone.
    PowerCut,
}

/// No space left on device.
pub(crate) const ENOSPC: i32 = 28;
/// Input/output error.
pub(crate) const EIO: i32 = 5;

/// The disk. Clones are the same disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    now: Names,
    durable: Names,
    calls: u64,
    fault: Option<(u64, Fault)>,
}

type Names = BTreeMap<PathBuf, Node>;

#[derive(Clone, Debug)]
enum Node {
    Folder,
    File(Arc<Mutex<Contents>>),
}

#[derive(Debug, Default)]
struct Contents {
    now: Vec<u8>,
    durable: Vec<u8>,
}

impl Node {
    fn is_same(&self, other: &Node) -> bool {
        match (self, other) {
            (Node::Folder, Node::Folder) => true,
            (Node::File(a), Node::File(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}

fn missing() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Memory {
    /// One whose call of that number (from one) meets a fault.
    pub(crate) fn failing(call: u64, fault: Fault) -> Memory {
        let memory = Memory::default();
        memory.fail(call, fault);
        memory
    }

    /// The call of that number (from one) is to meet a fault.
    pub(crate) fn fail(&self, call: u64, fault: Fault) {
        lock(&self.0).fault = Some((call, fault));
    }

    /// Another disk with the same on it, all of it synced, on which there was no call yet.
    pub(crate) fn copy(&self) -> Memory {
        let copied = |node: &Node| match node {
            Node::Folder => Node::Folder,
            Node::File(contents) => {
                let now = lock(contents).now.clone();
                Node::File(Arc::new(Mutex::new(Contents { durable: now.clone(), now })))
            }
        };
        let state = lock(&self.0);
        let now = state.now.iter().map(|(path, node)| (path.clone(), copied(node)));
        let now: Names = now.collect();
        Memory(Arc::new(Mutex::new(State { durable: now.clone(), now, ..State::default() })))
    }

    /// From now on every call works.
    pub(crate) fn mend(&self) {
        lock(&self.0).fault = None;
    }

    /// How many calls there were.
    pub(crate) fn calls(&self) -> u64 {
        lock(&self.0).calls
    }

    /// Every file with what is in it.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for (path, node) in &lock(&self.0).now {
            if let Node::File(contents) = node {
                files.insert(path.display().to_string(), lock(contents).now.clone());
            }
        }
        files
    }

    /// The disk as it may be found after a power cut: of each name and each file that was not synced
    /// the seed says whether the old or the new is there, or a part of the new.
    pub(crate) fn after_power_cut(&self, seed: u64) -> Memory {
        let state = lock(&self.0);
        let mut dice = Dice(seed);
        let (mut names, mut kept) = (Names::new(), Names::new());
        let all: std::collections::BTreeSet<&PathBuf> =
            state.now.keys().chain(state.durable.keys()).collect();
        for path in all {
            let (now, durable) = (state.now.get(path), state.durable.get(path));
            let is_settled = matches!((now, durable), (Some(a), Some(b)) if a.is_same(b));
            let node = if is_settled || dice.throw(2) == 0 { durable } else { now };
            let has_folder =
                path.parent().is_none_or(|p| p == Path::new("/") || names.contains_key(p));
            if let Some(node) = node.filter(|_| has_folder) {
                kept.insert(path.clone(), node.clone());
                names.insert(path.clone(), survivor(node, &mut dice));
            }
        }
        // A file that was renamed has its old name or its new one: file systems do that in one.
        let is_in = |all: &Names, node: &Node| all.values().any(|other| other.is_same(node));
        for (path, node) in state.durable.iter().filter(|(_, node)| matches!(node, Node::File(_))) {
            let is_lost = is_in(&state.now, node) && !is_in(&kept, node);
            if is_lost && !names.contains_key(path) {
                names.insert(path.clone(), survivor(node, &mut dice));
            }
        }
        let state = State { durable: names.clone(), now: names, ..State::default() };
        Memory(Arc::new(Mutex::new(state)))
    }

    fn call(&self) -> io::Result<MutexGuard<'_, State>> {
        let mut state = lock(&self.0);
        state.calls += 1;
        match state.fault {
            Some((call, Fault::Once(error))) if state.calls == call => {
                Err(io::Error::from_raw_os_error(error))
            }
            Some((call, Fault::PowerCut)) if state.calls >= call => {
                Err(io::Error::from_raw_os_error(EIO))
            }
            _ => Ok(state),
        }
    }

    fn handle(&self, contents: &Arc<Mutex<Contents>>) -> Box<dyn Handle> {
        Box::new(Open { disk: self.clone(), contents: Arc::clone(contents), at: 0 })
    }

    fn make(&self, path: &Path, is_emptied: bool) -> io::Result<Box<dyn Handle>> {
        let mut state = self.call()?;
        let contents = match state.now.get(path) {
            Some(Node::Folder) => return Err(io::ErrorKind::IsADirectory.into()),
            Some(Node::File(contents)) => Arc::clone(contents),
            None => {
                state.parent(path)?;
                let contents = Arc::new(Mutex::new(Contents::default()));
                state.now.insert(path.to_owned(), Node::File(Arc::clone(&contents)));
                contents
            }
        };
        if is_emptied {
            lock(&contents).now.clear();
        }
        Ok(self.handle(&contents))
    }
}

impl State {
    fn parent(&self, path: &Path) -> io::Result<()> {
        let parent = path.parent().ok_or_else(missing)?;
        let is_there = parent == Path::new("/") || self.now.contains_key(parent);
        if is_there { Ok(()) } else { Err(missing()) }
    }

    fn file(&self, path: &Path) -> io::Result<&Arc<Mutex<Contents>>> {
        match self.now.get(path).ok_or_else(missing)? {
            Node::File(contents) => Ok(contents),
            Node::Folder => Err(io::ErrorKind::IsADirectory.into()),
        }
    }
}

fn survivor(node: &Node, dice: &mut Dice) -> Node {
    let Node::File(contents) = node else { return Node::Folder };
    let contents = lock(contents);
    let bytes = match dice.throw(3) {
        _ if contents.now == contents.durable => contents.durable.clone(),
        0 => contents.durable.clone(),
        1 => contents.now.clone(),
        _ => {
            // What was synced is not lost by what is added to it later.
            let is_longer = contents.now.starts_with(&contents.durable);
            let synced = if is_longer { contents.durable.len() } else { 0 };
            let more = dice.throw((contents.now.len() - synced) as u64 + 1) as usize;
            contents.now[..synced + more].to_vec()
        }
    };
    Node::File(Arc::new(Mutex::new(Contents { now: bytes.clone(), durable: bytes })))
}

/// The generator "splitmix64": good enough to throw dice with.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }
}

impl Disk for Memory {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.call()?;
        state.parent(path)?;
        if path == Path::new("/") || state.now.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.now.insert(path.to_owned(), Node::Folder);
        Ok(())
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.make(path, true)
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.make(path, false)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let state = self.call()?;
        Ok(self.handle(state.file(path)?))
    }

    fn length(&self, path: &Path) -> io::Result<u64> {
        let state = self.call()?;
        Ok(lock(state.file(path)?).now.len() as u64)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let state = self.call()?;
        let within = state.now.keys().filter(|name| name.parent() == Some(path));
        Ok(within.filter_map(|name| name.file_name()).map(OsString::from).collect())
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let state = self.call()?;
        let mut contents = lock(state.file(path)?);
        let Contents { now, durable } = &mut *contents;
        durable.clone_from(now);
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.call()?;
        let within = |name: &PathBuf| name.parent() == Some(path);
        state.durable.retain(|name, _| !within(name));
        let here: Vec<_> = state.now.iter().filter(|(name, _)| within(name)).collect();
        let here: Vec<_> =
            here.into_iter().map(|(name, node)| (name.clone(), node.clone())).collect();
        state.durable.extend(here);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.call()?;
        state.parent(to)?;
        if let Some(Node::Folder) = state.now.get(to) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let node = state.now.remove(from).ok_or_else(missing)?;
        state.now.insert(to.to_owned(), node);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.call()?;
        state.now.remove(path).map(|_| ()).ok_or_else(missing)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.call()?;
        if state.now.keys().any(|name| name.parent() == Some(path)) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        state.now.remove(path).map(|_| ()).ok_or_else(missing)
    }

    fn lock(&self, _path: &Path) -> io::Result<Box<dyn Any + Send + Sync>> {
        drop(self.call()?);
        Ok(Box::new(()))
    }
}

struct Open {
    disk: Memory,
    contents: Arc<Mutex<Contents>>,
    at: usize,
}

impl Read for Open {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        drop(self.disk.call()?);
        let contents = lock(&self.contents);
        let rest = contents.now.get(self.at..).unwrap_or_default();
        let bytes = rest.len().min(buffer.len());
        buffer[..bytes].copy_from_slice(&rest[..bytes]);
        self.at += bytes;
        Ok(bytes)
    }
}

/// Every file is written at its end. A write that fails has written a half.
impl Write for Open {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let called = self.disk.call().map(drop);
        let bytes = if called.is_ok() { buffer.len() } else { buffer.len() / 2 };
        lock(&self.contents).now.extend_from_slice(&buffer[..bytes]);
        called.map(|()| bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Open {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        drop(self.disk.call()?);
        self.at = match to {
            SeekFrom::Start(at) => at as usize,
            SeekFrom::Current(by) => self.at.checked_add_signed(by as isize).ok_or_else(missing)?,
            SeekFrom::End(by) => {
                let bytes = lock(&self.contents).now.len();
                bytes.checked_add_signed(by as isize).ok_or_else(missing)?
            }
        };
        Ok(self.at as u64)
    }
}

impl Handle for Open {
    fn sync(&mut self) -> io::Result<()> {
        drop(self.disk.call()?);
        let mut contents = lock(&self.contents);
        let Contents { now, durable } = &mut *contents;
        durable.clone_from(now);
        Ok(())
    }

    fn cut(&mut self, bytes: u64) -> io::Result<()> {
        drop(self.disk.call()?);
        lock(&self.contents).now.truncate(bytes as usize);
        Ok(())
    }
}

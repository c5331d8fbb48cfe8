//! From inputs to files.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::{ReadError, Reason};

/// Something to read.
pub enum Input {
    /// A file, a folder (with everything in it, in the order of names), or a pattern ("news/*.txt", "**/*.html") where
    /// there is no file of that name.
    Path(PathBuf),
    /// A stream, such as standard input.
    Stream {
        /// Its name in ids and errors.
        name: String,
        /// Its bytes.
        stream: Box<dyn Read + Send>,
    },
}

impl Input {
    /// A stream under a name.
    pub fn stream(name: impl Into<String>, stream: impl Read + Send + 'static) -> Self {
        Self::Stream { name: name.into(), stream: Box::new(stream) }
    }

    /// Standard input, named "-".
    pub fn stdin() -> Self {
        Self::stream("-", std::io::stdin())
    }
}

/// As on a command line: "-" is standard input.
impl From<OsString> for Input {
    fn from(argument: OsString) -> Self {
        if argument == "-" { Self::stdin() } else { Self::Path(argument.into()) }
    }
}

/// As on a command line: "-" is standard input.
impl From<&str> for Input {
    fn from(argument: &str) -> Self {
        OsString::from(argument).into()
    }
}

/// As on a command line: "-" is standard input.
impl From<String> for Input {
    fn from(argument: String) -> Self {
        OsString::from(argument).into()
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        Self::Path(path)
    }
}

impl From<&Path> for Input {
    fn from(path: &Path) -> Self {
        Self::Path(path.to_owned())
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Self::Stream { name, .. } => f.debug_struct("Stream").field("name", name).finish_non_exhaustive(),
        }
    }
}

/// A file or stream that was opened.
pub(super) struct Opened {
    /// As in ids and errors.
    pub name: String,
    pub stream: Box<dyn Read + Send>,
}

/// The files of one input, opened one after the other.
pub(super) enum Files {
    One(Option<Result<Opened, ReadError>>),
    Folder(Folder),
    Pattern { paths: glob::Paths, pattern: String, found: bool, seen: HashSet<PathBuf>, inner: Option<Box<Files>> },
}

impl Files {
    pub fn of(input: Input) -> Self {
        match input {
            Input::Stream { name, stream } => Self::One(Some(Ok(Opened { name, stream }))),
            Input::Path(path) => Self::of_path(path),
        }
    }

    /// What a pattern found. Who names a pipe may want to read it; who names a pattern does not.
    fn of_match(path: PathBuf) -> Self {
        match std::fs::metadata(&path) {
            Ok(meta) if !meta.is_dir() && !meta.is_file() => {
                Self::One(Some(Err(ReadError::new(name(&path), Reason::NotAFile))))
            }
            _ => Self::of_path(path),
        }
    }

    fn of_path(path: PathBuf) -> Self {
        let name = name(&path);
        match std::fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => Self::Folder(Folder::new(&path)),
            Ok(_) => Self::One(Some(open(&path, name))),
            Err(error) => {
                let missing = error.kind() == std::io::ErrorKind::NotFound && path.symlink_metadata().is_err();
                if missing
                    && name.contains(['*', '?', '['])
                    && let Ok(paths) = glob::glob(&to_files(&name))
                {
                    return Self::Pattern { paths, pattern: name, found: false, seen: HashSet::new(), inner: None };
                }
                Self::One(Some(Err(ReadError::new(name, Reason::Unreadable(error.to_string())))))
            }
        }
    }
}

impl Iterator for Files {
    type Item = Result<Opened, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::One(file) => file.take(),
            Self::Folder(folder) => folder.next(),
            Self::Pattern { paths, pattern, found, seen, inner } => loop {
                if let Some(files) = inner {
                    if let Some(file) = files.next() {
                        return Some(file);
                    }
                    *inner = None;
                }
                match paths.next() {
                    // "**/*" has gone into folders already; and a link that leads back to a folder above it would give its
                    // files again and again.
                    Some(Ok(path)) if goes_down(pattern) && (path.is_dir() || !is_new(seen, &path)) => {}
                    Some(Ok(path)) => {
                        *found = true;
                        *inner = Some(Box::new(Self::of_match(path)));
                    }
                    Some(Err(error)) => {
                        *found = true;
                        let reason = Reason::Unreadable(error.error().to_string());
                        return Some(Err(ReadError::new(name(error.path()), reason)));
                    }
                    None if *found => return None,
                    None => {
                        *found = true;
                        return Some(Err(ReadError::new(std::mem::take(pattern), Reason::NoMatch)));
                    }
                }
            },
        }
    }
}

/// True for a pattern that finds everything below a folder.
fn goes_down(pattern: &str) -> bool {
    pattern.ends_with("**") || pattern.ends_with("**/*")
}

/// True for a file that has not been found yet, by a link or otherwise: each file is read once.
fn is_new(seen: &mut HashSet<PathBuf>, path: &Path) -> bool {
    path.canonicalize().map_or(true, |file| seen.insert(file))
}

/// A pattern that ends in "**" means the files in there too.
fn to_files(pattern: &str) -> Cow<'_, str> {
    if pattern == "**" || pattern.ends_with("/**") { format!("{pattern}/*").into() } else { pattern.into() }
}

/// Everything in a folder, in the order of names.
pub(super) struct Folder {
    base: String,
    root: PathBuf,
    walk: walkdir::IntoIter,
    found: bool,
    ended: bool,
}

impl Folder {
    fn new(path: &Path) -> Self {
        let walk = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().min_depth(1).into_iter();
        Self { base: name(path), root: path.to_owned(), walk, found: false, ended: false }
    }

    /// The folder's name as given and the way from there, joined by strokes on every system.
    fn name_of(&self, path: &Path) -> String {
        let Ok(inside) = path.strip_prefix(&self.root) else { return name(path) };
        let mut name = self.base.clone();
        for part in inside.components() {
            if !name.ends_with('/') {
                name.push('/');
            }
            name.push_str(&part.as_os_str().to_string_lossy());
        }
        name
    }

    fn next(&mut self) -> Option<Result<Opened, ReadError>> {
        if self.ended {
            return None;
        }
        for entry in self.walk.by_ref() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    self.found = true;
                    let name = self.name_of(entry.path());
                    // A named pipe would wait for a writer for ever.
                    if !entry.file_type().is_file() {
                        return Some(Err(ReadError::new(name, Reason::NotAFile)));
                    }
                    return Some(open(entry.path(), name));
                }
                Err(error) => {
                    self.found = true;
                    let name = error.path().map_or_else(|| self.base.clone(), |p| self.name_of(p));
                    let reason = match error.io_error() {
                        Some(error) => error.to_string(),
                        None if error.loop_ancestor().is_some() => {
                            "the link leads back to a folder above it".to_owned()
                        }
                        None => error.to_string(),
                    };
                    return Some(Err(ReadError::new(name, Reason::Unreadable(reason))));
                }
            }
        }
        self.ended = true;
        (!self.found).then(|| Err(ReadError::new(self.base.clone(), Reason::NoFiles)))
    }
}

fn open(path: &Path, name: String) -> Result<Opened, ReadError> {
    match File::open(path) {
        Ok(file) => Ok(Opened { name, stream: Box::new(file) }),
        Err(error) => Err(ReadError::new(name, Reason::Unreadable(error.to_string()))),
    }
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

//! The heartbeat of one service, in Rust 1.63 and later: copy this file into your crate (`mod heartbeat;`), it needs nothing else.
//!
//! ```ignore
//! let mut writer = heartbeat::HeartbeatWriter::new("heartbeats", "api")?; // or from_environment("", "")
//! writer.beat("running");                                                 // at least three times per timeout_seconds
//! writer.progress = Some(0.5);                                            // told by the beats that follow
//! writer.stop();                                                          // at a clean end
//! ```
//!
//! A beat that cannot be written answers its error and goes on; an instance that was replaced ends its process with 75. The rules are
//! those of docs/heartbeat-protocol.md. It knows nothing of how the watchdog judges a beat.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, process};

const MOST_BYTES: u64 = 65_536;
const SUPERSEDED: i32 = 75;

/// Writes the heartbeat file of one service.
pub struct HeartbeatWriter {
    /// How far the work has come; told by the beats that follow, when it is finite.
    pub progress: Option<f64>,
    path: PathBuf,
    key: String,
    instance: Option<String>,
    started: Option<String>,
    iteration: u64,
    written: Option<Vec<u8>>,
}

impl HeartbeatWriter {
    /// A writer for FOLDER/KEY.json; a key that would leave the folder is an error.
    pub fn new(folder: &str, key: &str) -> Result<Self> {
        Self::at(Path::new(folder).join(format!("{key}.json")), key)
    }

    /// A writer by WATCHDOG_KEY and WATCHDOG_HEARTBEAT_FILE, else by these.
    pub fn from_environment(folder: &str, key: &str) -> Result<Self> {
        let key = variable("WATCHDOG_KEY").unwrap_or_else(|| key.to_string());
        match variable("WATCHDOG_HEARTBEAT_FILE") {
            Some(path) => Self::at(PathBuf::from(path), &key),
            None => Self::new(folder, &key),
        }
    }

    fn at(path: PathBuf, key: &str) -> Result<Self> {
        if matches!(key, "" | "." | "..") || key.contains(['/', '\\', '\0']) {
            let words = format!("heartbeat: found the key {key:?}; expected a plain name, without a slash");
            return Err(Error::new(ErrorKind::InvalidInput, words));
        }
        let is_ours = variable("WATCHDOG_KEY").map_or(true, |named| named == key);
        Ok(HeartbeatWriter {
            progress: None,
            path: env::current_dir()?.join(path),
            key: key.to_string(),
            instance: variable("WATCHDOG_INSTANCE").filter(|_| is_ours),
            started: variable("WATCHDOG_STARTED").filter(|_| is_ours),
            iteration: 0,
            written: None,
        })
    }

    /// Says that the service lives; any status but "running" is an illness.
    pub fn beat(&mut self, status: &str) -> Result<()> {
        self.iteration += 1;
        let text = self.document(status).into_bytes();
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let draft = self.path.with_file_name(format!(".{name}.{}.tmp", process::id()));
        let filled = fill(&draft, &text);
        self.give_way(&draft); // a full disk keeps nobody from hearing it
        if let Err(error) = filled.and_then(|()| fs::rename(&draft, &self.path)) {
            let _ = fs::remove_file(&draft);
            return Err(error);
        }
        self.written = Some(text);
        Ok(())
    }

    /// Removes the file if it is still the one that we wrote last.
    pub fn stop(&mut self) -> Result<()> {
        if self.written.is_some() && self.read() == self.written {
            fs::remove_file(&self.path)?;
        }
        Ok(())
    }

    fn document(&self, status: &str) -> String {
        let mut text = format!(
            r#"{{"process_key":{},"pid":{},"timestamp":"{}","status":{},"iteration":{}"#,
            quoted(&self.key),
            process::id(),
            timestamp(),
            quoted(status),
            self.iteration
        );
        for (name, value) in [("instance", &self.instance), ("started", &self.started)] {
            if let Some(value) = value {
                text += &format!(r#","{name}":{}"#, quoted(value));
            }
        }
        if let Some(progress) = self.progress.filter(|number| number.is_finite()) {
            text += &format!(r#","progress":{progress}"#);
        }
        text + "}"
    }

    fn give_way(&self, draft: &Path) {
        let found = self.read();
        if found.is_some() && found != self.written && self.is_later(&found.unwrap_or_default()) {
            let _ = fs::remove_file(draft);
            process::exit(SUPERSEDED);
        }
    }

    /// What lies there, when that is a plain file: no link is followed, and no FIFO waited for.
    fn read(&self) -> Option<Vec<u8>> {
        if !fs::symlink_metadata(&self.path).ok()?.is_file() {
            return None;
        }
        let mut text = Vec::new();
        fs::File::open(&self.path).ok()?.take(MOST_BYTES).read_to_end(&mut text).ok()?;
        Some(text)
    }

    /// In doubt it is not, for a yes ends us.
    fn is_later(&self, text: &[u8]) -> bool {
        let text = String::from_utf8_lossy(text);
        let (Some(own), Some(own_started)) = (&self.instance, &self.started) else { return false };
        let (Some(instance), Some(started)) = (field(&text, "instance"), field(&text, "started")) else { return false };
        if field(&text, "process_key") != Some(&self.key) || instance.is_empty() || instance == own {
            return false;
        }
        match (place(started), place(own_started)) {
            (Some((boot, ms)), Some((own_boot, own_ms))) => boot == own_boot && ms > own_ms,
            _ => false,
        }
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn fill(draft: &Path, text: &[u8]) -> Result<()> {
    fs::create_dir_all(draft.parent().unwrap_or(draft))?;
    let _ = fs::remove_file(draft); // of a process that was killed, and had our pid
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o644).open(draft)?;
    file.set_permissions(Permissions::from_mode(0o644))?;
    file.write_all(text)
}

fn place(started: &str) -> Option<(&str, f64)> {
    let (boot, ms) = started.split_once(':')?;
    Some((boot, ms.parse().ok()?))
}

/// A field of a flat document, where it is a text without escapes: no key of a successor of ours has any.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(&format!("\"{name}\""))?;
    let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split_once('"').map(|(value, _)| value).filter(|value| !value.contains('\\'))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control < ' ' => quoted += &format!("\\u{:04x}", control as u32),
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

/// Now, as RFC 3339 in UTC.
fn timestamp() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, second) = ((now.as_secs() / 86_400) as i64, now.as_secs() % 86_400);
    let (year, month, day) = date_of(days);
    let (hour, minute) = (second / 3600, second / 60 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}.{:03}Z", second % 60, now.subsec_millis())
}

/// The date so many days after 1970 began, by years that begin in March, so that a leap day is the last.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468; // since the first of March of the year 0
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

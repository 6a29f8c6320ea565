//! Does what its input says with the writer in Rust: the words are those of tests/conformance/writer.ts.
#[allow(dead_code)] // an app need not use all of it
mod heartbeat;

use heartbeat::HeartbeatWriter;
use std::io::{BufRead, Result};
use std::{env, io, process};

fn main() {
    let words: Vec<String> = env::args().collect();
    let made = match &words[..] {
        [_, folder, key] => HeartbeatWriter::new(folder, key),
        _ => HeartbeatWriter::from_environment("", ""),
    };
    let Ok(mut writer) = made else {
        println!("refused");
        process::exit(2)
    };
    for line in io::stdin().lock().lines() {
        let line = line.unwrap_or_default();
        let is_done = act(&mut writer, &line.splitn(3, ' ').collect::<Vec<_>>()).is_ok();
        println!("{}", if is_done { "ok" } else { "failed" });
    }
}

fn act(writer: &mut HeartbeatWriter, words: &[&str]) -> Result<()> {
    match words {
        ["beat", progress, status] => {
            writer.progress = progress.parse().ok().or(writer.progress);
            writer.beat(status)
        }
        ["spin", count] => (0..count.parse().unwrap_or(0)).try_for_each(|_| writer.beat("running")),
        _ => writer.stop(),
    }
}

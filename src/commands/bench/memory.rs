//! How much memory the program has, where the system says.

use serde::Serialize;

/// The memory of this process, in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Memory {
    /// Now.
    pub(super) now_kib: u64,
    /// The most it ever had.
    pub(super) peak_kib: u64,
}

impl Memory {
    /// Reads it; `None` where the system is not Linux.
    pub(super) fn read() -> Option<Self> {
        Self::parse(&std::fs::read_to_string("/proc/self/status").ok()?)
    }

    fn parse(status: &str) -> Option<Self> {
        let of = |name: &str| {
            let value = status.lines().find_map(|line| line.strip_prefix(name))?;
            value.trim().strip_suffix("kB")?.trim().parse().ok()
        };
        Some(Self {
            now_kib: of("VmRSS:")?,
            peak_kib: of("VmHWM:")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_linux_are_understood() {
        let status = "Name:\tbingetop\nVmHWM:\t   20480 kB\nVmRSS:\t   15360 kB\n";
        let memory = Memory {
            now_kib: 15_360,
            peak_kib: 20_480,
        };
        assert_eq!(Memory::parse(status), Some(memory));
        assert_eq!(Memory::parse("Name:\tbingetop\n"), None);
    }
}

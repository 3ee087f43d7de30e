#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps the configuration of whoever runs the tests out of them.
///
/// libgit2 looks at the environment of the process when it starts, so this comes before anything that may start it, in
/// whichever test target that is first.
public enum Isolation {
  /// Gives the process a home of its own; done once.
  public static let begin: Void = {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let home = "\(base)/fanin-home-\(getpid())"
    mkdir(home, 0o755)
    setenv("HOME", home, 1)
    setenv("XDG_CONFIG_HOME", home + "/.config", 1)
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] { unsetenv(name) }
    // The folder stays empty, so it can go in the end.
    atexit { if let home = getenv("HOME") { rmdir(home) } }
  }()
}

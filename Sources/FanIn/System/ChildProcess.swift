#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a command of the user's by the shell.
enum ChildProcess {
  /// Runs a command and waits for it.
  ///
  /// - Parameters:
  ///   - command: for `/bin/sh -c`; it must be the user's own words, never something from a lane.
  ///   - folder: where it runs.
  ///   - output: the file that its output goes to.
  ///   - environment: its variables.
  /// - Returns: its exit status; 128 and the signal's number where a signal ended it.
  static func run(
    _ command: String, in folder: String, output: String, environment: [String: String]
  ) throws -> Int32 {
    let log = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard log >= 0 else { throw SystemFiles.failure("cannot write", output) }
    defer { close(log) }
    let process = try start(command, in: folder, output: log, environment: environment)
    let status = try wait(for: process, command)
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : 128 + signal
  }

  /// How many hundredths of a second a process has to end after it was asked to.
  private static let patience = 500

  /// Waits for a process; when we are asked to end, it is asked to, with all that it started, and after a while made to.
  private static func wait(for process: pid_t, _ command: String) throws -> Int32 {
    var status: Int32 = 0
    var waited = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status }
      guard ended == 0 || errno == EINTR else { throw SystemFiles.failure("cannot wait for", command) }
      if Interrupt.isRequested {
        if waited == 0 { kill(-process, SIGTERM) }
        if waited == patience { kill(-process, SIGKILL) }
        waited += 1
      }
      SystemFiles.pause(milliseconds: 10)
    }
  }

  private static func start(
    _ command: String, in folder: String, output: Int32, environment: [String: String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What we ignore or catch, the child is to meet as any program does.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // A group of its own, so that all of it can be ended together.
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP)
    )
    // The folder and the command are arguments, so nothing in them is taken for the outer script.
    let script = #"cd -- "$1" && exec /bin/sh -c "$2""#
    let words = cStrings(["sh", "-c", script, "sh", folder, command])
    let variables = cStrings(environment.map { "\($0.key)=\($0.value)" })
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, variables)
    guard status == 0 else {
      throw FanInError(.failed, "io", "cannot run /bin/sh: \(String(cString: strerror(status)))")
    }
    return process
  }

  /// The texts as C has lists of them, with a nil at the end; each is to be freed.
  private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}

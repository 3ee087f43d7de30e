#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a command of the user's by the shell.
enum ChildProcess {
  /// Where a command's standard streams lead.
  struct Streams {
    var input = "/dev/null"
    let output: String
    /// Nil for the same file as the output.
    var errors: String?
  }

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
    let streams = Streams(output: output)
    return try run(command, in: folder, streams, environment: environment, limit: nil) ?? 128 + SIGKILL
  }

  /// Runs a command and waits for it, but not for ever.
  ///
  /// - Parameter limit: after how many seconds it is ended, with all that it started; nil for never.
  /// - Returns: its exit status as above; nil where its time was over.
  static func run(
    _ command: String, in folder: String, _ streams: Streams, environment: [String: String], limit: Int?
  ) throws -> Int32? {
    let output = try file(streams.output)
    defer { close(output) }
    let errors = try streams.errors.map(file)
    defer { if let errors { close(errors) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors ?? output, 2)
    // The folder and the command are arguments, so nothing in them is taken for the outer script.
    let script = #"cd -- "$1" && exec /bin/sh -c "$2""#
    let words = ["sh", "-c", script, "sh", folder, command].map { Array($0.utf8) }
    let process = try start(words, &actions, environment: environment, inOwnGroup: true)
    let status = try wait(for: process, command, inOwnGroup: true, limit: limit)
    // What it left running in the background would go on writing.
    if limit != nil { kill(-process, SIGKILL) }
    return status.map(exitStatus)
  }

  /// Runs a program that talks to the user, with the terminal that we have, and waits for it.
  ///
  /// - Parameters:
  ///   - command: for the shell, the user's own words; the operands are added to it.
  ///   - operands: words that need not be UTF-8, and that no shell looks at.
  static func runInForeground(
    _ command: String, _ operands: [[UInt8]], in folder: String, environment: [String: String]
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let script =
      #"cd -- "$1" && command="$2 \"\$@\"" && shift 2 && exec /bin/sh -c "$command" "$command" "$@""#
    let words = ["sh", "-c", script, "sh", folder, command].map { Array($0.utf8) } + operands
    let process = try start(words, &actions, environment: environment, inOwnGroup: false)
    return try wait(for: process, command, inOwnGroup: false, limit: nil).map(exitStatus) ?? 0
  }

  private static func file(_ path: String) throws -> Int32 {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw SystemFiles.failure("cannot write", path) }
    return file
  }

  private static func exitStatus(_ status: Int32) -> Int32 {
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : 128 + signal
  }

  /// How many hundredths of a second a process has to end after it was asked to.
  private static let patience = 500

  /// Waits for a process; when we are asked to end, or its time is over, it is asked to, with all that it started, and
  /// after a while made to.
  ///
  /// - Returns: its status; nil where its time was over.
  private static func wait(
    for process: pid_t, _ command: String, inOwnGroup: Bool, limit: Int?
  ) throws -> Int32? {
    var status: Int32 = 0
    var waited = 0
    var isLate = false
    let end = limit.map { SystemFiles.seconds() + $0 }
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return isLate ? nil : status }
      guard ended == 0 || errno == EINTR else { throw SystemFiles.failure("cannot wait for", command) }
      if let end, SystemFiles.seconds() > end { isLate = true }
      // In the foreground the terminal tells both of us.
      if inOwnGroup && (isLate || Interrupt.isRequested) {
        if waited == 0 { kill(-process, SIGTERM) }
        if waited == (isLate ? patience / 5 : patience) { kill(-process, SIGKILL) }
        waited += 1
      }
      SystemFiles.pause(milliseconds: 10)
    }
  }

  private static func start(
    _ words: [[UInt8]], _ actions: inout posix_spawn_file_actions_t, environment: [String: String],
    inOwnGroup: Bool
  ) throws -> pid_t {
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
    let group = inOwnGroup ? Int16(POSIX_SPAWN_SETPGROUP) : 0
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | group)
    let words = cStrings(words)
    let variables = cStrings(environment.map { Array("\($0.key)=\($0.value)".utf8) })
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, variables)
    guard status == 0 else {
      throw FanInError(.failed, "io", "cannot run /bin/sh: \(String(cString: strerror(status)))")
    }
    return process
  }

  /// The texts as C has lists of them, with a nil at the end; each is to be freed.
  private static func cStrings(_ texts: [[UInt8]]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0.map { CChar(bitPattern: $0) } + [0]) } + [nil]
  }
}

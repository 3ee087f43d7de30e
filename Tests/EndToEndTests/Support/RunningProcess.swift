import Foundation

/// What a process came to.
struct ProcessResult: CustomStringConvertible {
  /// The exit status; 128 and the signal's number where a signal ended it.
  let status: Int32
  let outputBytes: [UInt8]
  let errorBytes: [UInt8]

  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var errors: String { String(decoding: errorBytes, as: UTF8.self) }
  var description: String { "status \(status)\n\(output)\n\(errors)" }
}

struct ProcessFailure: Error, CustomStringConvertible {
  let description: String
}

/// A process that was started in a group of its own, with its output in files.
///
/// Files and not pipes: a killed process and its children must never block the test.
final class RunningProcess {
  let id: pid_t
  private let scratch: String
  private var result: ProcessResult?

  /// - Parameters:
  ///   - words: the program, looked up in PATH, and its arguments.
  ///   - folder: where it runs.
  ///   - environment: all of its variables.
  init(
    _ words: [String], in folder: String, environment: [String: String], input: [UInt8] = []
  ) throws {
    scratch = Files.scratch + "fanin-process-" + UUID().uuidString
    guard mkdir(scratch, 0o700) == 0 else { throw ProcessFailure(description: "cannot make \(scratch)") }
    try Data(input).write(to: URL(filePath: scratch + "/in"))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let write = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, scratch + "/in", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, scratch + "/out", write, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, scratch + "/err", write, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // Threads of the test runner block signals, which a child would inherit.
    var mask = sigset_t()
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    // The shell goes to the folder and then becomes the program: the process keeps its id.
    let script = #"cd -- "$1" && shift && exec "$@""#
    let arguments = (["sh", "-c", script, "sh", folder] + words).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables)
    guard status == 0 else {
      throw ProcessFailure(description: "cannot run \(words[0]): \(String(cString: strerror(status)))")
    }
    id = process
  }

  deinit {
    if result == nil {
      send(SIGKILL)
      wait()
    }
  }

  /// Sends a signal to the process and its children, as a terminal does.
  func send(_ signal: Int32) { kill(-id, signal) }

  @discardableResult
  func wait() -> ProcessResult {
    if let result { return result }
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    return finish(status)
  }

  /// Waits, but not for ever.
  ///
  /// - Returns: nil where it still runs.
  func wait(atMost seconds: Double) -> ProcessResult? {
    if let result { return result }
    var status: Int32 = 0
    let end = Date().addingTimeInterval(seconds)
    repeat {
      if waitpid(id, &status, WNOHANG) == id { return finish(status) }
      usleep(100)
    } while Date() < end
    return nil
  }

  private func finish(_ status: Int32) -> ProcessResult {
    let signal = status & 0x7f
    let made = ProcessResult(
      status: signal == 0 ? status >> 8 & 0xff : 128 + signal,
      outputBytes: Files.bytes(scratch + "/out") ?? [], errorBytes: Files.bytes(scratch + "/err") ?? [])
    result = made
    try? FileManager.default.removeItem(atPath: scratch)
    return made
  }
}

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The text in a lock file of a worktree or its index while this program works on it: it says which process does.
///
/// A process number comes back after a while; together with the time its process started it is unique on a machine.
struct ProcessMark: Equatable {
  enum Work: String { case initializing, removing, updating }

  let work: Work
  let process: Int32
  /// As the system counts; empty where it does not tell.
  let started: String
  let host: String

  /// The mark of this process.
  init(_ work: Work) {
    self.work = work
    process = getpid()
    started = ProcessMark.start(of: process) ?? ""
    host = ProcessMark.thisHost
  }

  /// Reads a reason; nil for one that somebody else gave.
  init?(reason: String) {
    let words = reason.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 8, let work = Work(rawValue: String(words[0])), words[1] == "(git-fanin",
      words[2] == "process", let process = Int32(words[3]), words[4] == "on", words[6] == "started",
      words[7].hasSuffix(")")
    else { return nil }
    self.work = work
    self.process = process
    host = String(words[5])
    started = String(words[7].dropLast())
  }

  /// The text in the lock file.
  var reason: String { "\(work.rawValue) (git-fanin process \(process) on \(host) started \(started))" }

  /// Whether the process has surely ended: on another machine nobody can tell.
  var isDead: Bool {
    guard host == ProcessMark.thisHost, process > 0 else { return false }
    if isGone(process: process) { return true }
    guard !started.isEmpty, let now = ProcessMark.start(of: process) else { return false }
    return now != started
  }

  private static var thisHost: String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let status = buffer.withUnsafeMutableBytes { bytes in
      gethostname(bytes.bindMemory(to: CChar.self).baseAddress!, bytes.count - 1)
    }
    let name = status == 0 ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : ""
    let word = name.filter { !$0.isWhitespace }
    return word.isEmpty ? "localhost" : word
  }

  /// When a process started, in ticks since the machine did; nil where the system does not tell this way.
  private static func start(of process: Int32) -> String? {
    guard let bytes = readFile("/proc/\(process)/stat"), let close = bytes.lastIndex(of: UInt8(ascii: ")"))
    else {
      return nil
    }
    // The name before may hold anything; the fields behind it begin with the third.
    let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
    return fields.count > 19 ? String(decoding: fields[19], as: UTF8.self) : nil
  }
}

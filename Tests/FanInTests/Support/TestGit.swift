import Foundation

/// Runs git apart from any configuration of the machine.
enum TestGit {
  struct Failure: Error, CustomStringConvertible {
    let status: Int32
    let description: String
  }

  /// Runs git.
  ///
  /// - Returns: what it printed. Status 1 is no error, as it says that there were conflicts.
  @discardableResult
  static func run(_ arguments: [String], in folder: URL, input: Data = Data()) throws -> [UInt8] {
    // Files instead of pipes, which block when both sides write more than they hold.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "fanin-git-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = ["in", "out", "err"].map { scratch.appending(path: $0) }
    try input.write(to: files[0])
    try Data().write(to: files[1])
    try Data().write(to: files[2])
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder
    process.environment = environment(home: scratch.path())
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    guard !isSignal, process.terminationStatus <= 1 else {
      let message = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
      throw Failure(
        status: process.terminationStatus, description: "git \(arguments.joined(separator: " ")): \(message)")
    }
    return Array(try Data(contentsOf: files[1]))
  }

  private static func environment(home: String) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": home,
      "LC_ALL": "C",
      "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CONFIG_GLOBAL": "/dev/null",
    ]
  }

  /// Whether the installed git merges as this project does: 2.39 is the first whose `merge-tree` takes many
  /// merges at once; 2.54 compares groups of lines once more after sliding them.
  static let isComparable: Bool = {
    guard let output = try? run(["--version"], in: URL(filePath: "/")) else { return false }
    let words = String(decoding: output, as: UTF8.self).split(separator: " ")
    guard words.count > 2 else { return false }
    let numbers = words[2].split(separator: ".").prefix(2).compactMap { Int($0) }
    return numbers.count == 2 && numbers[0] == 2 && (39...53).contains(numbers[1])
  }()
}

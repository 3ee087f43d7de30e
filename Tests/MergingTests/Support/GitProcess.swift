import Foundation

/// Runs git apart from any configuration of the machine.
enum GitProcess {
  /// - Returns: What git printed. Status 1 is not an error, as it says that there were conflicts.
  @discardableResult
  static func run(_ arguments: [String], in folder: URL, input: Data = Data()) throws -> [UInt8] {
    // Files instead of pipes, which block when both sides write more than they hold.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "git-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let inputFile = scratch.appending(path: "in")
    let outputFile = scratch.appending(path: "out")
    let errorFile = scratch.appending(path: "err")
    try input.write(to: inputFile)
    try Data().write(to: outputFile)
    try Data().write(to: errorFile)

    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder
    process.environment = environment(home: scratch.path())
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus <= 1 else {
      let message = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
      throw GitOracle.Failure(description: "git \(arguments): \(message)")
    }
    return Array(try Data(contentsOf: outputFile))
  }

  private static func environment(home: String) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": home,
      "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b",
      "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b",
    ]
  }
}

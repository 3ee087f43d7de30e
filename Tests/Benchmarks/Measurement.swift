import Foundation

/// What a run of processes cost.
struct Cost {
  /// Seconds of processor time of all processes, user and system.
  var processor: Double
  /// Seconds on the clock.
  var wall: Double
}

/// Runs work that starts processes and says what they cost.
func measure(_ work: () throws -> Void) rethrows -> Cost {
  let before = processorSeconds()
  let start = DispatchTime.now().uptimeNanoseconds
  try work()
  let wall = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
  return Cost(processor: processorSeconds() - before, wall: wall)
}

/// The median by processor time of several runs.
func median(of runs: Int, _ work: () throws -> Void) rethrows -> Cost {
  var costs: [Cost] = []
  for _ in 0..<runs { costs.append(try measure(work)) }
  return costs.sorted { $0.processor < $1.processor }[runs / 2]
}

/// Seconds of processor time of all children that have ended.
private func processorSeconds() -> Double {
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_CHILDREN, &usage)
  #else
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
  #endif
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// A process that did not do what it should.
struct ProcessFailure: Error, CustomStringConvertible {
  let description: String
}

/// Runs a program and returns what it printed.
@discardableResult
func run(
  _ program: String, _ words: [String], in folder: String, input: Data? = nil, allowed: Set<Int32> = [0]
) throws -> Data {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = words
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  process.environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder,
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "Bench",
    "GIT_AUTHOR_EMAIL": "bench@example.com", "GIT_COMMITTER_NAME": "Bench",
    "GIT_COMMITTER_EMAIL": "bench@example.com",
  ]
  let output = folder + "/.bench-output"
  _ = FileManager.default.createFile(atPath: output, contents: nil)
  process.standardOutput = FileHandle(forWritingAtPath: output)
  if let input {
    let source = folder + "/.bench-input"
    try input.write(to: URL(fileURLWithPath: source))
    process.standardInput = FileHandle(forReadingAtPath: source)
  } else {
    process.standardInput = FileHandle.nullDevice
  }
  try process.run()
  process.waitUntilExit()
  guard allowed.contains(process.terminationStatus) else {
    throw ProcessFailure(
      description: "\(program) \(words.joined(separator: " ")) ended with \(process.terminationStatus)")
  }
  return try Data(contentsOf: URL(fileURLWithPath: output))
}

let gitProgram =
  ["/usr/bin/git", "/usr/local/bin/git", "/opt/homebrew/bin/git"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  } ?? "/usr/bin/git"

@discardableResult
func git(_ words: String..., in folder: String, input: Data? = nil, allowed: Set<Int32> = [0]) throws -> Data
{
  try run(gitProgram, words, in: folder, input: input, allowed: allowed)
}
